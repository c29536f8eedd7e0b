namespace RnnGen.Generators.Tests;

/// <content>Cells.</content>
internal static partial class FixCases
{
    private static readonly FixCase[] s_cell =
    [
        new("RNN0317", "Mark 'C' as [Cell]",
            """
            class C { public static Vec Step(Vec x, Vec h) => Tanh(Affine(x, h)); }

            [RnnModel, Input(8), Recurrent<C>(4)]
            partial class M;
            """,
            """
            [Cell]
            partial class C { public static Vec Step(Vec x, Vec h) => Tanh(Affine(x, h)); }

            [RnnModel, Input(8), Recurrent<C>(4)]
            partial class M;
            """),
        Body("RNN0302", "Make Step static",
            "public Vec Step(Vec x, Vec h) => x * h;",
            "public static Vec Step(Vec x, Vec h) => x * h;"),
        Body("RNN0302", "Make Step static",
            "Vec Step(Vec x, Vec h) => x * h;",
            "static Vec Step(Vec x, Vec h) => x * h;"),
        Body("RNN0307", "Assign to a new local 'f2'",
            """
            public static Vec Step(Vec x, Vec h)
            {
                var f = Affine(x, h);
                f = Tanh(f); // kept
                var g = f * h;
                return f + g;
            }
            """,
            """
            public static Vec Step(Vec x, Vec h)
            {
                var f = Affine(x, h);
                var f2 = Tanh(f); // kept
                var g = f2 * h;
                return f2 + g;
            }
            """),
        Body("RNN0307", "Assign to a new local 'h3'",
            """
            public static Vec Step(Vec x, Vec h)
            {
                var h2 = Tanh(x);
                h *= h2 + x;
                return h;
            }
            """,
            """
            public static Vec Step(Vec x, Vec h)
            {
                var h2 = Tanh(x);
                var h3 = h * (h2 + x);
                return h3;
            }
            """),
        Body("RNN0310", "Add name: \"weight_f2\"",
            """
            public static Vec Step(Vec x, Vec h)
            {
                var f = Affine(x, h) * Affine(x, h);
                return f;
            }
            """,
            """
            public static Vec Step(Vec x, Vec h)
            {
                var f = Affine(x, h) * Affine(x, h, name: "weight_f2");
                return f;
            }
            """),
        Body("RNN0314", "Split into 2",
            """
            public static Vec Step(Vec x, Vec h)
            {
                var (a, b) = Split(Affine(x, h, units: 2), 3);
                return a * b;
            }
            """,
            """
            public static Vec Step(Vec x, Vec h)
            {
                var (a, b) = Split(Affine(x, h, units: 2), 2);
                return a * b;
            }
            """),
        Body("RNN0316", "Rename to \"w2\"",
            "public static Vec Step(Vec x, Vec h) => Scale(h, name: \"w\") * Scale(Linear(x), name: \"w\");",
            "public static Vec Step(Vec x, Vec h) => Scale(h, name: \"w\") * Scale(Linear(x), name: \"w2\");"),
        Body("RNN0320", "Move [InitialState] to 'h'",
            "public static Vec Step([InitialState(1)] Vec x, Vec h) => x * h;",
            "public static Vec Step(Vec x, [InitialState(1)] Vec h) => x * h;"),
        Body("RNN0321", "Add name: \"weight_n\"",
            """
            public static (Vec, Vec) Step(Vec x, Vec h, Vec c)
            {
                var f = Sigmoid(Affine(x, h));
                var n = Tanh(Affine(x, h, c));
                return (f * n, n);
            }
            """,
            """
            public static (Vec, Vec) Step(Vec x, Vec h, Vec c)
            {
                var f = Sigmoid(Affine(x, h));
                var n = Tanh(Affine(x, h, c, name: "weight_n"));
                return (f * n, n);
            }
            """),
    ];

    private static FixCase Body(string id, string title, string before, string after)
        => new(id, title, Cell(before), Cell(after));

    private static string Cell(string step) => $"[Cell]\npartial class C\n{{\n{step}\n}}";
}
