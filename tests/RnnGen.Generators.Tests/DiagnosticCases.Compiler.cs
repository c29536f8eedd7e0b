namespace RnnGen.Generators.Tests;

/// <content>Diagnostics of the compiler's shape rules.</content>
internal static partial class DiagnosticCases
{
    private static readonly DiagnosticCase[] s_compiler =
    [
        new("RNN0206", """
            [Cell] partial class C { public static Vec Step(Vec x, Vec h) => Tanh(Affine(h) + x); }
            [RnnModel, Input(8), [|Recurrent<C>|](4)]
            partial class M;
            """),
        new("RNN0207", """
            [RnnModel, Input(8), Dense(1_000_000), Dense(1_000_000)]
            partial class [|M|];
            """),
        new("RNN0309", """
            [Cell]
            partial class C
            {
                public static (Vec, Vec) Step(Vec x, Vec h, Vec c)
                {
                    return ([|Linear|](h, units: 2), c);
                }
            }
            """),
        new("RNN0310", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var f = Affine(x, h) + [|Affine|](x, h);
                    return f;
                }
            }
            """),
        new("RNN0313", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return Linear(h, units: 2) [|+|] Linear(x, units: 3);
                }
            }
            """),
        new("RNN0316", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return Scale(h, name: "w") + [|Scale|](x, name: "w");
                }
            }
            """),
        new("RNN0319", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var (a, b) = [|Split|](Affine(x, h, units: 3), 2);
                    return a * b;
                }
            }
            """),
        new("RNN0321", """
            [Cell]
            partial class C
            {
                public static (Vec, Vec) Step(Vec x, Vec h, Vec c)
                {
                    var f = Sigmoid(Affine(x, h));
                    var n = Tanh([|Affine|](x, h, c));
                    return (f * n, n);
                }
            }
            """),
    ];
}
