namespace RnnGen.Generators.Tests;

/// <content>Cell diagnostics.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_cell =
    [
        new("RNN0301", """
            [Cell]
            partial class [|C|];
            """),
        new("RNN0302", """
            [Cell]
            partial class C
            {
                public Vec [|Step|](Vec x, Vec h)
                {
                    return x * h;
                }
            }
            """),
        new("RNN0303", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var f = Affine(x, h);
                    [|if|] (f == null)
                        return x;
                    return f;
                }
            }
            """),
        new("RNN0304", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return [|h == null ? x : h|];
                }
            }
            """),
        new("RNN0305", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return [|Twice|](h) + x;
                }

                private static Vec Twice(Vec v) => 2 * v;
            }
            """),
        new("RNN0306", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return Affine(x, h) * Math.[|Sqrt|](2);
                }
            }
            """),
        new("RNN0307", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var f = Affine(x, h);
                    [|f|] = Tanh(f);
                    return f;
                }
            }
            """),
        new("RNN0308", """
            [Cell]
            partial class C
            {
                public static [|(Vec, Vec, Vec, Vec)|] Step(Vec x, Vec h, Vec c)
                {
                    return (h, c, c, c);
                }
            }
            """),
        new("RNN0311", """
            [RnnModel, Input(8), [|Recurrent<LstmProjectedCell>|](8)]
            partial class M;
            """),
        new("RNN0312", """
            [RnnModel, Input(8), Recurrent<LstmCell>(8, Sizes = [|"projection=4"|])]
            partial class M;
            """),
        new("RNN0314", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var (a, b) = Split(Affine(x, h, units: 3), [|3|]);
                    return a * b;
                }
            }
            """),
        new("RNN0315", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return Affine(x, h, units: [|0|]);
                }
            }
            """),
        new("RNN0317", """
            [RnnModel, Input(8), Recurrent<[|string|]>(4)]
            partial class M;
            """),
        new("RNN0320", """
            [Cell]
            partial class C
            {
                public static Vec Step([[|InitialState|](1)] Vec x, Vec h)
                {
                    return x * h;
                }
            }
            """),
    ];
}
