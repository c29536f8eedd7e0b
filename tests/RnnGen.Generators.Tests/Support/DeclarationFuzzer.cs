using System.Globalization;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Random declarations, mostly right, at the level of the declaration language.</summary>
internal sealed class DeclarationFuzzer(int seed)
{
    private static readonly string[] s_losses =
    [
        "CrossEntropy", "BinaryCrossEntropy", "MeanSquaredError", "Huber(Delta = 2)", "SmoothL1(Beta = 0)",
        "CrossEntropy(LabelSmoothing = 0.1)", "Crf", "Ctc", "CrossEntropy(ClassWeights = new double[] { 1, 2 })",
    ];

    private static readonly string[] s_cells =
    [
        "LstmCell", "SlstmCell", "MguCell", "JoinedRnnCell", "LstmProjectedCell", "IndRnnCell", "LayerNormLstmCell",
        "LayerNormGruCell", "GruTextbookCell", "LstmPeepholeCoupledProjectedCell", "MguResetAfterCell",
    ];

    private readonly Random _random = new(seed);

    private CellFuzzer? _cells;

    /// <summary>A model, sometimes with a cell of its own, and a use of it.</summary>
    public string Next(int number)
    {
        string id = number.ToString(CultureInfo.InvariantCulture);
        bool ownCell = Chance(3);
        string size = Size();
        var attributes = new List<string> { Chance(8) ? "RnnModel(Precision = Precision.Double)" : "RnnModel" };
        if (!Chance(30))
            attributes.Add(Chance(4) ? $"Embedding({Size()}, {size}{Option("PaddingIndex", "0")})"
                : $"Input({size}{Option("Steps", Size())})");
        if (ownCell)
            attributes.Add($"Recurrent<C{id}>({(Chance(2) ? size : Size())}{RecurrentOptions()})");
        for (int layers = _random.Next(ownCell ? 0 : 1, 5); layers > 0; layers--)
            attributes.Add(Layer(Pick(s_cells)));
        if (Chance(3))
            attributes.Add(Pick("LastStep", "MeanPool", "MaxPool"));
        for (int layers = Chance(2) ? _random.Next(0, 4) : 0; layers > 0; layers--)
            attributes.Add(AfterReadOut());
        if (!Chance(4))
            attributes.Add(Pick(s_losses));
        if (Chance(20))
            attributes.Reverse(1, attributes.Count - 1);
        string name = Chance(8) ? Pick("@class", "@event", "Größe", "M_1", "Model", "Training", "V") : $"M{id}";
        string model = $"[{string.Join(", ", attributes)}]\n{Modifiers()} {Kind()} {name};\n"
            + $"static class U{id}\n{{\n    static object Make() => new {name}(seed: 1);\n}}\n";
        _cells ??= new CellFuzzer(_random);
        return Enclosed((ownCell ? _cells.Next($"C{id}", attributes.Exists(a => a.EndsWith($"<C{id}>({size})", StringComparison.Ordinal))) : "") + model, id);
    }

    private string Modifiers() => Chance(40) ? "abstract partial" : Chance(40) ? "sealed" : Chance(3) ? "sealed partial" : "partial";

    private string Kind() => Chance(40) ? Pick("record", "struct", "record struct", "interface") : "class";

    /// <summary>In a namespace, in other types, or in neither.</summary>
    private string Enclosed(string text, string id)
    {
        if (Chance(3))
        {
            string access = Pick("", "public ", "internal ", "private ", "protected ");
            text = text.Replace("[RnnModel", $"/// <summary>A model.</summary>\n[RnnModel").Replace("\npartial class M", $"\n{access}partial class M");
            string head = Pick("class", "record", "struct", "record struct", "interface", "class");
            string partial = Chance(30) ? "" : "partial ";
            text = $"public {partial}{head} Outer{id}\n{{\n{text}}}\n";
            if (Chance(3))
                text = $"internal {(head == "class" ? "static " : "")}partial class @lock{id}\n{{\n{text}}}\n";
        }

        return Chance(2) ? $"namespace {Pick("A", "A.B.C", "@namespace.@class", "RnnGen.Models", "System.Rnn", "N" + id)};\n\n{text}" : text;
    }

    private string AfterReadOut() => _random.Next(6) switch
    {
        0 => $"Dropout({Rate()}{Option("PerSequence", "true")})",
        1 => $"LayerNorm{Option("Epsilon", "1e-3").Replace(", ", "(")}".Replace("1e-3", "1e-3)"),
        2 => Layer("LstmCell"),
        _ => $"Dense({Size()}{Option("Activation", Activation())}{Option("Bias", "false")}{Option("KernelInitializer", "Initializer.Orthogonal")})",
    };

    private string Layer(string cell) => _random.Next(12) switch
    {
        0 or 1 => $"Lstm({Sizes()}{RecurrentOptions()}{LstmOptions()})",
        2 or 3 => $"Gru({Sizes()}{RecurrentOptions()}{Option("Variant", Variant())})",
        4 => $"SimpleRnn({Sizes()}{RecurrentOptions()}{Option("Activation", Activation())})",
        5 or 6 => $"Recurrent<{cell}>({Sizes()}{RecurrentOptions()}{Option("Sizes", NamedSizes())})",
        7 => $"Dense({Size()}{Option("Activation", Activation())}{Option("Bias", "false")})",
        8 => $"Dropout({Rate()})",
        9 => "LayerNorm",
        _ => Chance(3) ? Pick("LastStep", "MeanPool", "MaxPool") : $"Gru({Sizes()})",
    };

    private string RecurrentOptions() => string.Concat(
        Option("Layers", Pick("1", "2", "3", Size())),
        Option("Bidirectional", "true"),
        Option("Merge", Pick("Merge.Sum", "Merge.Average", "Merge.Multiply", "(Merge)(-1)")),
        Option("GoBackwards", "true"),
        Option("Dropout", Rate()),
        Option("RecurrentDropout", Rate()),
        Option("Zoneout", Rate()),
        Option("Residual", "true"),
        Option("Biases", Pick("0", "1", "2", "2", "3")),
        Option("Name", Pick("\"a\"", "\"b\"", "\"B\"", "\"class\"", "\"rows\"", "\"s\"", "\"x\"", "\"a_gates\"", "\"1\"", "null")),
        Option("Unroll", Size()));

    private string LstmOptions()
        => Option("Projection", Size()) + Option("Peephole", "true") + Option("CoupledGates", "true");

    private string Variant() => Pick("GruVariant.Textbook", "GruVariant.ResetBefore", "(GruVariant)7");

    private string NamedSizes() => Pick("\"projection=2\"", "\"a=3,b=4\"", "\"=\"", "null");

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private string Option(string name, string value) => Chance(8) ? $", {name} = {value}" : "";

    private string Pick(params string[] choices) => choices[_random.Next(choices.Length)];

    private string Size() => Chance(40) ? Pick("0", "-1", "int.MaxValue", "1 << 20", "\"x\"", "2.5")
        : Chance(10) ? Pick("16", "17", "33") : _random.Next(1, 9).ToString(CultureInfo.InvariantCulture);

    private string Sizes()
        => Chance(40) ? Pick("3, 0", "null", "new int[0]") : Chance(3) ? $"{Size()}, {Size()}" : Size();

    private string Rate() => Chance(20) ? Pick("1", "-0.1", "double.NaN", "1.5") : "0.25";

    private string Activation()
        => Chance(20) ? "(Activation)99"
            : "Activation." + Pick("Identity", "Tanh", "Sigmoid", "Relu", "LeakyRelu", "Elu", "Selu", "Softplus",
                "Softsign", "HardSigmoid", "HardTanh", "Gelu", "Softmax");
}
