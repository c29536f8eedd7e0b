namespace RnnGen.Generators.Tests;

/// <content>Trap diagnostics.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_trap =
    [
        new("RNN0401", """
            [RnnModel, Input(8), Gru(3), Dense(3, Activation = [|Activation.Softmax|]), CrossEntropy]
            partial class M;
            """),
        new("RNN0402", """
            [RnnModel, Input(8), Gru(3, Bidirectional = true), Dense(4), [|LastStep|]]
            partial class M;
            """),
        new("RNN0403", """
            [RnnModel, Input(8), Gru(3, Dropout = [|0.2|])]
            partial class M;
            """),
        new("RNN0404", """
            [RnnModel, Input(8), Gru(3, Bidirectional = true)]
            partial class M
            {
                public void Use() => this.[|CreateStream|]();
            }
            """),
        new("RNN0405", """
            [RnnModel, Input(8), Gru(3), Dense(3, Activation = [|Activation.Sigmoid|]), BinaryCrossEntropy]
            partial class M;
            """),
        new("RNN0406", """
            [RnnModel, Input(8), Gru(3), Dense(1), [|CrossEntropy|]]
            partial class M;
            """),
        new("RNN0407", """
            [RnnModel, Input(8), Gru(3), Dense(3), [|Dropout|](0.5)]
            partial class M;
            """),
        new("RNN0408", """
            [Cell]
            partial class C
            {
                public static (Vec, Vec) Step(Vec x, Vec h)
                {
                    var joined = Concat(x, h);
                    var next = Tanh(Affine(joined));
                    var y = Affine(joined);
                    return ([|y|], next);
                }
            }
            """),
        new("RNN0409", """
            [RnnModel, Input(8), Gru(3, Merge = [|Merge.Sum|])]
            partial class M;
            """),
        new("RNN0410", """
            [RnnModel, Input(8), Recurrent<MguCell>(3, Activation = [|Activation.Relu|])]
            partial class M;
            """),
    ];
}
