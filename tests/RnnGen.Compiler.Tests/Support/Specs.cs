using RnnGen.Compiler.Model;
using RnnGen.Compiler.Text;

namespace RnnGen.Compiler.Tests.Support;

/// <summary>Small models over the built-in cells' equations, without a front end.</summary>
internal static class Specs
{
    private const string Lstm = "(cell 1 LstmCell x (states (h 0) (c 0)) (let (i) (Sigmoid (affine x h)))"
        + " (let (f) (Sigmoid (affine x h :initial 1))) (let (g) (Tanh (affine x h))) (let (o) (Sigmoid (affine x h)))"
        + " (let (c2) (+ (* f c) (* i g))) (return (* o (Tanh c2)) c2))";

    private const string Gru = "(cell 1 GruCell x (states (h 0)) (let (r) (Sigmoid (affine x h)))"
        + " (let (z) (Sigmoid (affine x h))) (let (n) (Tanh (+ (affine x) (* r (affine h)))))"
        + " (return (+ (* (- 1 z) n) (* z h))))";

    private const string Mgu = "(cell 1 MguCell x (states (h 0)) (let (f) (Sigmoid (affine x h)))"
        + " (let (n) (Tanh (affine x (* f h)))) (return (+ (* (- 1 f) h) (* f n))))";

    private const string Twice = "(cell 1 TwiceCell x (states (h 0)) (let (f) (linear h x h :name a))"
        + " (return (Tanh (affine x f f :name b))))";

    private const string Highway = "(cell 1 HighwayCell x (states (h 0)) (let (f) (Sigmoid (affine x h)))"
        + " (return (+ (* f h) (* (- 1 f) x))))";

    private const string Leaky = "(cell 1 LeakyCell x (states (h 0)) (return (+ x (Tanh (affine h)))))";

    private const string RunningSum = "(cell 1 RunningSumCell x (states (h 0)) (return (+ h (affine x))))";

    public static LayerSpec LstmLayer(int units) => Layer("lstm", Lstm, units);

    public static LayerSpec GruLayer(int units) => Layer("gru", Gru, units);

    public static LayerSpec MguLayer(int units) => Layer("mgu", Mgu, units);

    /// <summary>A cell in which operands stand twice in one affine.</summary>
    public static LayerSpec TwiceLayer(int units) => Layer("twice", Twice, units);

    /// <summary>A cell that carries its input on.</summary>
    public static LayerSpec HighwayLayer(int units) => Layer("highway", Highway, units);

    /// <summary>A cell that reads its input beside its product, in as many units as the input has.</summary>
    public static LayerSpec LeakyLayer(int units) => Layer("leaky", Leaky, units);

    /// <summary>A cell that multiplies its input only, so that no product is in its loop.</summary>
    public static LayerSpec RunningSumLayer(int units) => Layer("sum", RunningSum, units);

    /// <summary>A model named <paramref name="name"/> over <paramref name="features"/> features.</summary>
    public static ModelSpec Model(string name, int features, params LayerSpec[] layers) => new()
    {
        Namespace = "Samples",
        Name = name,
        Modifiers = "public sealed",
        Precision = Precision.Single,
        Input = new InputSpec { Features = features },
        Layers = layers.ToEquatableArray(),
        Loss = new LossSpec { Kind = LossKind.CrossEntropy },
    };

    private static RecurrentLayer Layer(string kind, string cell, int units) => new()
    {
        Kind = kind,
        Cell = CellText.Read(cell).Cell ?? throw new FormatException(cell),
        Sizes = EquatableArray.Of(units),
    };
}
