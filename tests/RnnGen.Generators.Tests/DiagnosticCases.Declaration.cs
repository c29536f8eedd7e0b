namespace RnnGen.Generators.Tests;

/// <content>Declaration diagnostics.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_declaration =
    [
        new("RNN0001", """
            [RnnModel, Input(8), Gru(3)]
            class [|M|];
            """),
        new("RNN0002", """
            [RnnModel, Input(8), Gru(3)]
            abstract partial class [|M|];
            """),
        new("RNN0003", """
            class [|Outer|]
            {
                [RnnModel, Input(8), Gru(3)]
                partial class M;
            }
            """),
        new("RNN0004", """
            [RnnModel, Input(8), Gru(3)]
            partial class M;

            [[|Dense|](2)]
            partial class M;
            """),
        new("RNN0005", """
            [RnnModel, Input(8)]
            partial class [|M|];
            """),
        new("RNN0006", """
            [RnnModel, Gru(3)]
            partial class [|M|];
            """),
        new("RNN0007", """
            [RnnModel, Input(8), [|Input|](9), Gru(3)]
            partial class M;
            """),
        new("RNN0008", """
            [RnnModel, Gru(3), [|Input|](8)]
            partial class M;
            """),
        new("RNN0009", """
            [RnnModel, Input(8), Gru(3), [|Embedding|](100, 4)]
            partial class M;
            """),
        new("RNN0010", """
            [RnnModel, [|Input|](8), Embedding(100, 4), Gru(3)]
            partial class M;
            """),
        new("RNN0011", """
            [RnnModel, Input(8), Gru(3), CrossEntropy, [|Dense|](3)]
            partial class M;
            """),
        new("RNN0012", """
            [RnnModel, Input(8), Gru(3), CrossEntropy, [|Huber|]]
            partial class M;
            """),
        new("RNN0013", """
            [RnnModel, Input(8), Gru(3, Name = "a"), Dense(3, Name = [|"a"|])]
            partial class M;
            """),
        new("RNN0014", """
            [RnnModel, Input(8), Gru(3, Name = [|"my layer"|])]
            partial class M;
            """),
        new("RNN0015", """
            [[|Input|](8), Gru(3)]
            partial class M;
            """),
        new("RNN0019", """
            [RnnModel, Input(8), Gru(3)]
            partial class M[|(int x)|]
            {
                public int X => x;
            }
            """),
        new("RNN0016", """
            [RnnModel, Input(8), Recurrent<LstmProjectedCell>(8, Sizes = [|"projection: 4"|])]
            partial class M;
            """),
    ];
}
