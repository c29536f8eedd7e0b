using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests;

/// <summary>Numbers that are cast have C#'s values: each expression stands here once more, on doubles.</summary>
public sealed class CastTests
{
    private const double C = 7.0;

    private const string Body = "(int)2.9 * x + (int)(C / 2) * x * x + Max((int)1.9, x) + (float)0.3 * x";

    private static readonly Declaration s_cell = new(
        "[Input(1)]\n[Recurrent<Cast>(1)]", Precision.Double,
        $$"""
        [Cell]
        public sealed partial class Cast
        {
            private const double C = 7.0;

            public static Vec Step(Vec x, Vec h) => {{Body}} + Parameter(initial: (int)2.9);
        }
        """);

    private static readonly Declaration s_graph = new("", Precision.Double)
    {
        Body = $"""
            private const double C = 7.0;

            [Forward, Objective(nameof(Loss))]
            private static Seq Values([Input(1)] Seq x) => {Body} + (short)2.9;

            private static Seq Loss(Seq output, Seq target) => (int)2.9 * Abs(output - target);
            """,
    };

    private static readonly Lazy<CompiledDeclarations> s_compiled =
        new(static () => DeclarationCompiler.Compile([s_cell, s_graph]));

    private static readonly double[] s_inputs = [0.25, -1.5, 3];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Outputs_AreThoseOfCSharp(bool isGraph)
    {
        Model<double> model = s_compiled.Value.Create<double>(isGraph ? s_graph : s_cell);
        var outputs = new double[s_inputs.Length];
        model.Predict(Batch<double>.FromFeatures(s_inputs, 1, s_inputs.Length), outputs);
        for (int i = 0; i < outputs.Length; i++)
            Assert.Equal(Same(s_inputs[i]) + 2, outputs[i], 1e-12);
    }

    [Fact]
    public void Loss_IsThatOfCSharp()
    {
        using Pass<double> pass = s_compiled.Value.Create<double>(s_graph).CreatePass();
        double[] targets = [1, 2, 3];
        pass.Forward(Batch<double>.FromFeatures(s_inputs, 1, s_inputs.Length) with { Targets = targets });
        double loss = pass.Loss();
        double[] outputs = pass.Outputs.ToArray();
        Assert.Equal(outputs.Zip(targets, static (o, t) => (int)2.9 * Math.Abs(o - t)).Average(), loss, 1e-12);
    }

    private static double Same(double x)
        => (int)2.9 * x + (int)(C / 2) * x * x + Math.Max((int)1.9, x) + (float)0.3 * x;
}
