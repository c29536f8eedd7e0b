using System.CommandLine;

namespace RnnGen.Tool;

/// <summary><c>rnngen convert IN OUT</c>: another format, another system.</summary>
internal static class ConvertCommand
{
    private static readonly (string Name, GruVariant Variant)[] s_grus =
    [
        ("reset-after", GruVariant.ResetAfter), ("reset-before", GruVariant.ResetBefore),
        ("textbook", GruVariant.Textbook),
    ];

    private static readonly (string Name, WeightCell Cell)[] s_cells =
    [
        ("lstm", WeightCell.Lstm), ("rnn", WeightCell.Rnn), ("gru-reset-after", WeightCell.GruResetAfter),
        ("gru-reset-before", WeightCell.GruResetBefore), ("gru-textbook", WeightCell.GruTextbook),
    ];

    public static Command Create()
    {
        var input = new Argument<string>("IN") { Description = "A safetensors or .npz file." };
        var output = new Argument<string>("OUT") { Description = "The file to write; its ending says the format." };
        Option<string?> from = SystemOption("--from", "Whose names, shapes and orders of gates IN has.");
        Option<string?> to = SystemOption("--to", "Whose OUT is to have.");
        var gru = new Option<string?>("--gru") { Description = "What all GRUs are, where IN does not say it." };
        gru.AcceptOnlyFromAmong([.. s_grus.Select(static row => row.Name)]);
        var cells = Several(
            "--cell", "NAME=KIND", $"What one layer is, where IN does not say it. KIND is {KnownCells}.");
        var embeddings = Several(
            "--embedding", "NAME", "A layer that is an embedding although its name does not say so.");
        var dense = Several("--dense", "NAME", "A layer without bias that is no embedding although its name says so.");
        var renames = Several(
            "--rename", "NAME=OTHER", "Another name for an array of OUT, or NAME/=OTHER/ for all of a layer.");
        var skip = new Option<bool>("--skip-unknown")
        {
            Description = "Leave out arrays of unknown layers, and layers that the other system has not.",
        };
        var command = new DescribedCommand(
            "convert",
            "Converts weights between systems, exactly or not at all; or only between safetensors and .npz.",
            [
                "LSTM, GRU, simple RNN, embedding, dense and layer normalisation are known by the names and shapes of",
                "their arrays; a file that RnnGen saved says what its layers are. Nothing is guessed: what IN does not",
                "say is asked for, and what OUT's system has no counterpart of is refused with the reason.",
                "The report lists what was written, and notes what the other system's layers must be told.",
                "Without --from and --to only the format changes.",
            ],
            "rnngen convert keras.npz torch.safetensors --from keras --to pytorch",
            "rnngen convert model.safetensors flax.npz --from rnngen --to flax",
            "rnngen convert old.safetensors keras.npz --from rnngen --to keras --gru reset-before",
            "rnngen convert state.npz keras.npz --from brainstate --to keras --cell lstm=lstm --rename lstm/=memory/",
            "rnngen convert model.npz model.safetensors");
        command.Add(input);
        command.Add(output);
        foreach (Option option in (Option[])[from, to, gru, cells, embeddings, dense, renames, skip])
            command.Add(option);
        command.SetAction(parsed =>
        {
            var options = new ConversionOptions
            {
                Gru = parsed.GetValue(gru) is { } name ? s_grus.Single(row => row.Name == name).Variant : null,
                Cells = Pairs("--cell", parsed.GetValue(cells), "KIND", $" KIND is {KnownCells}.").ToDictionary(
                    static pair => pair.Key, static pair => Cell(pair.Value)),
                Embeddings = parsed.GetValue(embeddings) ?? [],
                Dense = parsed.GetValue(dense) ?? [],
                Names = Pairs("--rename", parsed.GetValue(renames), "OTHER"),
                SkipsUnknown = parsed.GetValue(skip),
            };
            ExportReport report = Run(
                parsed.GetRequiredValue(input),
                parsed.GetValue(from),
                parsed.GetRequiredValue(output),
                parsed.GetValue(to),
                options);
            parsed.InvocationConfiguration.Output.WriteLine(report);
            return ToolCommand.Done;
        });
        return command;
    }

    private static ExportReport Run(
        string input, string? from, string output, string? to, ConversionOptions options)
    {
        if ((from is null) != (to is null))
            throw new ArgumentException("--from and --to go together.");
        if (from is not null)
            return WeightInterchange.Convert(input, Parse(from), output, Parse(to!), options);
        using SafetensorsFile file = WeightFile.Open(input);
        WeightFile.Write(output, file.Tensors, file.Metadata);
        return new ExportReport
        {
            Written = [.. file.Tensors.Select(static tensor => $"{tensor.Name} {TensorValues.Shape(tensor)}")],
            Notes =
            [
                "names, shapes and orders of gates are as they were: --from and --to convert between systems",
                .. file.Metadata.Count > 0 && output.EndsWith(".npz", StringComparison.OrdinalIgnoreCase)
                    ? (string[])[$".npz has no metadata: {file.Metadata.Count} entries of the file are left out"] : [],
            ],
        };
    }

    private static Option<string?> SystemOption(string name, string description)
    {
        string[] systems = [.. Enum.GetNames<WeightSystem>().Select(static name => name.ToLowerInvariant())];
        var option = new Option<string?>(name) { Description = description };
        option.AcceptOnlyFromAmong(systems);
        return option;
    }

    private static Option<string[]?> Several(string name, string value, string description) =>
        new(name) { Description = description, HelpName = value, Arity = ArgumentArity.OneOrMore };

    private static WeightSystem Parse(string name) => Enum.Parse<WeightSystem>(name, ignoreCase: true);

    private static string KnownCells => string.Join(", ", s_cells.Select(static row => row.Name));

    private static WeightCell Cell(string name)
    {
        foreach ((string known, WeightCell cell) in s_cells)
        {
            if (known == name)
                return cell;
        }

        throw new ArgumentException($"--cell knows {KnownCells}, not '{name}'.");
    }

    private static Dictionary<string, string> Pairs(string option, string[]? texts, string value, string more = "")
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string text in texts ?? [])
        {
            if (text.Split('=') is not [{ Length: > 0 } key, { Length: > 0 } said] || !pairs.TryAdd(key, said))
                throw new ArgumentException($"{option} takes NAME={value}, each name once; '{text}' is none.{more}");
        }

        return pairs;
    }
}
