using System.Globalization;
using System.Text;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A model's layers beside those that a file says it has: whether the same numbers compute the same. What a file does
/// not say is not compared, and layers that only one of the two has are none of it.
/// </summary>
internal sealed class LayerAgreement
{
    private const string LibrarysOwn = "RnnGen.Cells.";

    // A hundred thousand layers; a longer text is nobody's model.
    private const int Longest = 1 << 20;

    // What declarations call it, and what it is where a text of layers leaves it out; null where nothing is known then.
    private static readonly (LayerMember Member, string Name, string? Missing)[] s_compared =
    [
        (LayerMember.Cell, "Cell", null),
        (LayerMember.Sizes, "Layers", null),
        (LayerMember.Activation, "Activation", null),
        (LayerMember.Bidirectional, "Bidirectional", "false"),
        (LayerMember.Merge, "Merge", nameof(Merge.Concat)),
        (LayerMember.Backwards, "GoBackwards", "false"),
        (LayerMember.Residual, "Residual", "false"),
        (LayerMember.Zoneout, "Zoneout", "0"),
        (LayerMember.Epsilon, "Epsilon", null),
        (LayerMember.Score, "Score", nameof(Score.Dot)),
    ];

    private readonly List<(string Tensor, string Problem)> _differences = [];
    private readonly Dictionary<string, string> _tied = new(StringComparer.Ordinal);

    /// <summary>Compares.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="options">What its tensors are called in the file.</param>
    public LayerAgreement(SafetensorsFile file, Model model, LoadOptions options)
    {
        Dictionary<string, LayerMembers> declared = LayerMembers.Read(model.StructureText);
        string[] tensors = [.. declared.Keys.Select(name => FirstTensor(model.Info, name, options))];
        string text = file.Metadata.GetValueOrDefault(LayerFile.Key, "");
        HashSet<string> owners = [.. tensors.Select(OwnerOf)];
        Dictionary<string, LayerMembers> saved = text.Length > Longest
            ? [] : LayerMembers.Read(Encoding.UTF8.GetBytes(text), owners);
        foreach (((string name, LayerMembers here), string tensor) in declared.Zip(tensors))
        {
            if (here[LayerMember.Tied] is { } table)
                _tied[options.FileName($"{name}.weight")] = $"{table}.weight";
            if (saved.TryGetValue(OwnerOf(tensor), out LayerMembers? there) && Differ(there, here) is var (a, b))
            {
                _differences.Add((
                    tensor,
                    $"the file's layer has {a}, the model's '{name}' has {b}: the same numbers would compute something "
                        + "else."));
            }
        }
    }

    /// <summary>Layers that compute something else: the first tensor's name in the file, and what is wrong.</summary>
    public IReadOnlyList<(string Tensor, string Problem)> Differences => _differences;

    /// <summary>
    /// By what they would be called in the file, weights that are no parameters of the model, and the parameter that
    /// each of them is.
    /// </summary>
    public IReadOnlyDictionary<string, string> Tied => _tied;

    /// <summary>What stands before the last dot.</summary>
    private static string OwnerOf(string tensor) => tensor[..Math.Max(0, tensor.LastIndexOf('.'))];

    private static string FirstTensor(ModelInfo info, string layer, LoadOptions options)
    {
        ParameterInfo? first = info.Parameters.FirstOrDefault(
            p => p.Name.Length > layer.Length && p.Name[layer.Length] == '.'
                && p.Name.StartsWith(layer, StringComparison.Ordinal));
        return options.FileName(first?.Name ?? $"{layer}.weight");
    }

    /// <summary>What the two have otherwise, as declarations would say it; null where nothing.</summary>
    private static (string There, string Here)? Differ(LayerMembers there, LayerMembers here)
    {
        // Of another kind of layer nothing else can be compared; what only arrays tell may be a table or a matrix.
        bool isOther = !AreSame(there[LayerMember.Kind], here[LayerMember.Kind]);
        if (isOther && there[LayerMember.Declared] == "false")
            return null;
        if (isOther)
            return (Excerpt.Of($"Kind = {there[LayerMember.Kind]}"), $"Kind = {here[LayerMember.Kind]}");
        var differences = s_compared.Where(row => IsCompared(row.Member, there, here))
            .Select(row => (row.Name, There: Value(there, row.Member, row.Missing),
                Here: Value(here, row.Member, row.Missing)))
            .Where(static row => !AreSame(row.There, row.Here))
            .ToArray();
        return differences.Length == 0 ? null
            : (string.Join(", ", differences.Select(static row => $"{row.Name} = {Excerpt.Of(row.There!)}")),
                string.Join(", ", differences.Select(static row => $"{row.Name} = {row.Here}")));
    }

    private static bool IsCompared(LayerMember member, LayerMembers there, LayerMembers here) => member switch
    {
        // one's own cell may have been renamed
        LayerMember.Cell => IsLibrarys(there[member]) || IsLibrarys(here[member]),
        LayerMember.Activation => here[LayerMember.Cell] is null || here[LayerMember.Activates] == "true",
        LayerMember.Merge =>
            there[LayerMember.Bidirectional] == "true" && here[LayerMember.Bidirectional] == "true",
        _ => true,
    };

    private static bool IsLibrarys(string? cell) => cell?.StartsWith(LibrarysOwn, StringComparison.Ordinal) == true;

    private static string? Value(LayerMembers layer, LayerMember member, string? missing) => member switch
    {
        _ when layer[member] is { } said => said,
        _ when layer[LayerMember.Declared] == "false" => null,
        LayerMember.Activation when layer[LayerMember.Cell] is null => nameof(Activation.Identity),
        LayerMember.Activation => nameof(Activation.Tanh),
        _ => missing,
    };

    /// <summary>One spells kinds small, and numbers may be written in several ways.</summary>
    private static bool AreSame(string? there, string? here) =>
        there is null || here is null || there.Equals(here, StringComparison.OrdinalIgnoreCase)
            || (double.TryParse(there, CultureInfo.InvariantCulture, out double a)
                && double.TryParse(here, CultureInfo.InvariantCulture, out double b) && a.Equals(b));
}
