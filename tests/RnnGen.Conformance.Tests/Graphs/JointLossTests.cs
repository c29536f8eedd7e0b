using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Declared losses of several heads.</summary>
public sealed class JointLossTests
{
    private const int Rows = 5;
    private const int Steps = 4;

    private const string Layers = """
        [Gru(5)] private static partial Recurrence Encode(Seq x);
        [Dense(3)] private static partial Seq Tags(Seq h);
        [Dense(2)] private static partial Vec Kind(Vec h);

        """;

    private const string Body = """
        private static (Seq tags, Vec kind) Scores([Input(4)] Seq x)
            => (Tags(Encode(x).Outputs), Kind(Encode(x).Last));
        """;

    [Fact]
    public void Gradient_OfTwoHeads_IsTheWeightedSumOfThatOfEach()
    {
        const string Crf = "Crf(StartEnd = false, Reduction = Reduction.Sum";
        Declaration both = Declare($"[Forward, CrossEntropy(Of = \"kind\", Weight = 0.3), {Crf}, Weight = 2)]");
        Declaration tags = Declare($"[Forward, {Crf})]"), kind = Declare("[Forward, CrossEntropy(Of = \"kind\")]");
        using CompiledDeclarations compiled = DeclarationCompiler.Compile([both, tags, kind]);
        Model<double> model = compiled.Create<double>(both);
        Assert.Equal("crf.transitions", model.Info.Parameters[^1].Name);
        (double loss, double[] gradient) = Train(model, model);
        (double lossOfTags, double[] ofTags) = Train(compiled.Create<double>(tags), model);
        (double lossOfKind, double[] ofKind) = Train(compiled.Create<double>(kind), model);
        Assert.Equal((2 * lossOfTags) + (0.3 * lossOfKind), loss, 1e-12);
        for (int i = 0; i < gradient.Length; i++)
        {
            double second = i < ofKind.Length ? ofKind[i] : 0;
            Assert.Equal((2 * ofTags[i]) + (0.3 * second), gradient[i], 1e-12);
        }
    }

    private static (double Loss, double[] Gradient) Train(Model<double> model, Model<double> parameters)
    {
        parameters.Parameters.Flat[..model.Parameters.Length].CopyTo(model.Parameters.Flat);
        model.Parameters.Commit();
        ModelInfo info = model.Info;
        JointCase drawn = JointCase.Draw(info, Rows, seed: 4);
        int[] lengths = [4, 2, 1, 3, 4];
        Batch<double> batch = Batch<double>.FromFeatures(drawn.Features[0], Rows, Steps, lengths);
        if (info.Heads[0].Loss is not null)
            batch = batch with { Classes = Classes(Rows * Steps, 3) };
        int[] kinds = Classes(Rows, 2);
        if (info.Heads[1].Loss is not null)
        {
            batch = batch with
            {
                MoreTargets = new Dictionary<string, BatchTarget<double>> { ["kind"] = new() { Classes = kinds } },
            };
        }

        using Pass<double> pass = model.CreatePass();
        pass.Forward(batch);
        double loss = pass.Loss();
        pass.Backward();
        return (loss, pass.Gradients.ToArray());

        static int[] Classes(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => i * 7 / 3 % classes)];
    }

    private static Declaration Declare(string attributes)
        => new("", Precision.Double) { Body = Layers + attributes + "\n" + Body };
}
