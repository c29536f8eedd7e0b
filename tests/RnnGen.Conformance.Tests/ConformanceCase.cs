using RnnGen.Testing;

namespace RnnGen.Conformance.Tests;

/// <summary>A combination of options that every backend must get right.</summary>
public sealed record ConformanceCase(CellChoice Cell, int Layers, bool Bidirectional, LengthKind Lengths, bool Bias)
{
    /// <summary>The model's width of input at the size for bits and at the one for finite differences.</summary>
    private const int LargeFeatures = 5, SmallFeatures = 3;

    /// <summary>The name, which a test runner shows and takes.</summary>
    public string Name =>
        $"{Cell.Name}/{Layers}/{(Bidirectional ? "bi" : "uni")}/{Lengths}/{(Bias ? "bias" : "none")}";

    /// <summary>Every combination.</summary>
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. from cell in CellChoice.All
           from layers in new[] { 1, 2, 3 }
           from bidirectional in new[] { false, true }
           from lengths in Enum.GetValues<LengthKind>()
           from bias in new[] { true, false }
           select new ConformanceCase(cell, layers, bidirectional, lengths, bias),
    ];

    /// <summary>A set in which every pair of two options' values occurs.</summary>
    public static IReadOnlyList<ConformanceCase> Pairwise { get; } =
    [
        .. PairwiseCover.Generate(CellChoice.All.Count, 3, 2, 3, 2).Select(row => new ConformanceCase(
            CellChoice.All[row[0]], row[1] + 1, row[2] == 1, (LengthKind)row[3], row[4] == 1)),
    ];

    /// <summary>The pairwise set, or everything where RNNGEN_CONFORMANCE is <c>full</c>.</summary>
    public static IReadOnlyList<ConformanceCase> Chosen { get; } =
        Environment.GetEnvironmentVariable("RNNGEN_CONFORMANCE") == "full" ? All : Pairwise;

    /// <summary>The model for finite differences: few parameters.</summary>
    public Declaration Small => Declare(SmallFeatures, 3, 2, Precision.Double, "");

    /// <summary>The model for bits: sizes beyond a register and a tile, with remainders.</summary>
    public Declaration Large(Precision precision) => Declare(LargeFeatures, 19, 7, precision, "");

    /// <summary>The large model with another option.</summary>
    public Declaration LargeWith(string option) => Declare(LargeFeatures, 19, 7, Precision.Single, ", " + option);

    /// <summary>Lengths of so many rows and steps, or null for all.</summary>
    public int[]? RowLengths(int rows, int steps) => Lengths.Draw(rows, steps);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private Declaration Declare(int features, int size, int projection, Precision precision, string extra)
    {
        string options = Cell.Options.Replace("{P}", $"{projection}", StringComparison.Ordinal)
            + (Layers > 1 ? $", Layers = {Layers}" : "")
            + (Bidirectional ? ", Bidirectional = true" : "")
            + (Bias ? "" : ", Biases = 0")
            + extra;
        return new Declaration($"[Input({features})]\n[{Cell.Attribute}({size}{options}, Name = \"rnn\")]", precision);
    }
}
