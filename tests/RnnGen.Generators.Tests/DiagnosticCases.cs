namespace RnnGen.Generators.Tests;

/// <summary>One wrong declaration an id; the squiggle stands between [| and |].</summary>
internal static partial class DiagnosticCases
{
    /// <summary>Ids with tests of their own: the project, an unreadable reference, and our own errors.</summary>
    public static readonly string[] Elsewhere = ["RNN0017", "RNN0318", "RNN9001"];

    /// <summary>Ids that the compiler's shape rules report.</summary>
    public static readonly DiagnosticCase[] Compiler =
    [
        new("RNN0206", """
            [Cell] partial class C { public static Vec Step(Vec x, Vec h) => Tanh(Affine(h) + x); }
            [RnnModel, Input(8), Recurrent<C>(4)]
            partial class M;
            """),
        new("RNN0207", """
            [RnnModel, Input(8), Dense(1_000_000), Dense(1_000_000)]
            partial class M;
            """),
        new("RNN0309", """
            [Cell]
            partial class C
            {
                public static (Vec, Vec) Step(Vec x, Vec h, Vec c)
                {
                    return (Linear(h, units: 2), c);
                }
            }
            """),
        new("RNN0310", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var f = Affine(x, h) + Affine(x, h);
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
                    return Linear(h, units: 2) + Linear(x, units: 3);
                }
            }
            """),
        new("RNN0316", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    return Scale(h, name: "w") + Scale(x, name: "w");
                }
            }
            """),
        new("RNN0319", """
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h)
                {
                    var (a, b) = Split(Affine(x, h, units: 3), 2);
                    return a * b;
                }
            }
            """),
    ];

    public static IEnumerable<DiagnosticCase> Frontend
        => [.. s_declaration, .. s_value, .. s_shape, .. s_cell, .. s_trap];
}
