namespace RnnGen.Generators.Tests;

/// <content>Shape diagnostics.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_shape =
    [
        new("RNN0201", """
            [RnnModel, Input(8), Gru(3, Residual = [|true|])]
            partial class M;
            """),
        new("RNN0202", """
            [RnnModel, Input(8), Gru(3), Dense(2), CrossEntropy(ClassWeights = [|new double[] { 1, 2, 3 }|])]
            partial class M;
            """),
        new("RNN0203", """
            [RnnModel, Input(8), Gru(3), Dense(2), BinaryCrossEntropy(PositiveWeights = [|new double[] { 1 }|])]
            partial class M;
            """),
        new("RNN0204", """
            [RnnModel, Input(8), Gru(3), LastStep, [|MeanPool|]]
            partial class M;
            """),
        new("RNN0205", """
            [RnnModel, Input(8), Gru(3), LastStep, [|Gru|](2)]
            partial class M;
            """),
        new("RNN0208", """
            [RnnModel(ActivationBudget = [|64 * 1024 * 1024|]), Input(8), Gru(3), Lstm(3, Bidirectional = true)]
            partial class M;
            """),
        new("RNN0209", """
            [RnnModel, Embedding(100, 16), Gru(32), Dense(100, TiedTo = [|"embedding"|]), CrossEntropy]
            partial class M;
            """),
    ];
}
