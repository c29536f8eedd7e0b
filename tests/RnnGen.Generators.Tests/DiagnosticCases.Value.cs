namespace RnnGen.Generators.Tests;

/// <content>Value diagnostics.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_value =
    [
        new("RNN0101", """
            [RnnModel, Input(8), Gru([|0|])]
            partial class M;
            """),
        new("RNN0102", """
            [RnnModel, Input(8), Gru(3), Dropout([|1|]), Dense(2)]
            partial class M;
            """),
        new("RNN0103", """
            [RnnModel, Input(8), Gru(3, Biases = [|3|])]
            partial class M;
            """),
        new("RNN0104", """
            [RnnModel, Input(8), Gru(3, Layers = [|0|])]
            partial class M;
            """),
        new("RNN0105", """
            [RnnModel, Input(8), Gru(3, 4, Layers = [|2|])]
            partial class M;
            """),
        new("RNN0106", """
            [RnnModel, Input(8, Steps = [|-1|]), Gru(3)]
            partial class M;
            """),
        new("RNN0107", """
            [RnnModel, Embedding(10, 4, PaddingIndex = [|10|]), Gru(3)]
            partial class M;
            """),
        new("RNN0108", """
            [RnnModel, Input(8), Gru(3), CrossEntropy(LabelSmoothing = [|1.5|])]
            partial class M;
            """),
        new("RNN0109", """
            [RnnModel, Input(8), Gru(3, Merge = [|(Merge)9|])]
            partial class M;
            """),
        new("RNN0110", """
            [RnnModel, Input(8), Lstm(8, Projection = [|8|])]
            partial class M;
            """),
        new("RNN0111", """
            [RnnModel, Input(8, Steps = 4), Gru(3, Unroll = [|8|])]
            partial class M;
            """),
        new("RNN0112", """
            [RnnModel, Input(8), Gru(3), Dense(1), Huber(Delta = [|0|])]
            partial class M;
            """),
        new("RNN0113", """
            [RnnModel, Input(8), Gru(3), Dense(2), CrossEntropy(ClassWeights = new double[] { 1, [|-1|] })]
            partial class M;
            """),
        new("RNN0114", """
            [RnnModel, Input(8), [|Gru|]]
            partial class M;
            """),
        new("RNN0115", """
            [RnnModel, Input(8), Gru([|2_000_000|])]
            partial class M;
            """),
        new("RNN0116", """
            [RnnModel, Input(8), Gru(3, Unroll = [|-2|])]
            partial class M;
            """),
        new("RNN0117", """
            [RnnModel, Input(8), Lstm(3, Projection = [|-2|])]
            partial class M;
            """),
        new("RNN0118", """
            [RnnModel, Input(8), Lstm(3, ForgetBias = [|double.NaN|])]
            partial class M;
            """),
        new("RNN0119", """
            [RnnModel, Input(8), Recurrent<SlstmCell>(3, Zoneout = [|0.1|])]
            partial class M;
            """),
        new("RNN0120", """
            [RnnModel(FoldBudget = [|-1|]), Embedding(10, 4), Gru(3)]
            partial class M;
            """),
        new("RNN0121", """
            [RnnModel, Input(8), Gru(3), [|LastStep|], Dense(5), Crf]
            partial class M;
            """),
        new("RNN0122", """
            [RnnModel, Input(8), Gru(3), Dense(1), [|Crf|]]
            partial class M;
            """),
        new("RNN0123", """
            [RnnModel, Input(8), Gru(3), Dense(5), Ctc(Blank = [|5|])]
            partial class M;
            """),
        new("RNN0125", """
            [RnnModel(ActivationBudget = [|-1|]), Embedding(10, 4), Gru(3)]
            partial class M;
            """),
        new("RNN0126", """
            [RnnModel, Input(8), Gru(3), Dense(1), Objective(nameof(Loss))]
            partial class M
            {
                private static Seq [|Loss|](Seq output) => output * output;
            }
            """),
        new("RNN0127", """
            [RnnModel, Input(8), Gru(3, Bidirectional = true, GoBackwards = [|true|])]
            partial class M;
            """),
    ];
}
