using RnnGen.Program;
using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>What a graph's attention shows.</summary>
public sealed class AttentionTests
{
    [Fact]
    public void Alignments_Returned_AreTheSoftmaxOfTheScoresAndSumToOne()
    {
        Declaration declaration = JointCases.Find("scaled dot products of inputs").Declare(Precision.Double);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<double> model = compiled.Create<double>(declaration);
        ModelInfo info = model.Info;
        Assert.Equal(["context"], info.Heads.Select(static head => head.Name));
        Assert.Equal(["scores", "weights", "a"], info.Alignments.Select(static one => one.Name));
        Assert.All(info.Alignments, static one => Assert.Equal((0, 1), (one.Axis, one.MemoryAxis)));

        JointCase drawn = JointCase.Draw(info, rows: 9, seed: 8);
        using Pass<double> pass = model.CreatePass();
        pass.Forward(drawn.Batch<double>(info), training: false);
        double[] scores = pass.Alignment("scores").ToArray(), weights = pass.Alignment("weights").ToArray();
        Assert.Equal(weights, pass.Alignment("a").ToArray());
        (int steps, int memory) = (drawn.Steps[0], drawn.Steps[1]);
        for (int row = 0; row < drawn.Rows; row++)
        {
            for (int t = 0; t < steps; t++)
            {
                int valid = t < drawn.Lengths[0][row] ? drawn.Lengths[1][row] : 0;
                int at = ((row * steps) + t) * memory;
                double[] expected = Scores(drawn, row, t, valid);
                double sum = expected.Sum(Math.Exp);
                for (int s = 0; s < memory; s++)
                {
                    Assert.Equal(s < valid ? expected[s] : 0, scores[at + s], 1e-14);
                    Assert.Equal(s < valid ? Math.Exp(expected[s]) / sum : 0, weights[at + s], 1e-14);
                }
            }
        }
    }

    [Fact]
    public void Layers_ThatAttend_AreShownByTheirNames()
    {
        Declaration declaration =
            JointCases.Find("an attention called twice, and one that asks with its context").Declare(Precision.Single);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        ModelInfo info = compiled.Create<float>(declaration).Info;
        Assert.Equal(["attend", "attend_2", "back"], info.Alignments.Select(static one => one.Name));
        Assert.Equal(
            ["attend.weight_q", "attend.weight_k", "attend.v"],
            info.Parameters.Select(static p => p.Name).Where(static name => name.StartsWith("attend")));
        LayerInfo layer = info.Layers.Single(static layer => layer.Name == "attend");
        Assert.Equal(("Attention(Additive, 4)", "[B, T, 5]", false), (layer.Kind, layer.Output, layer.IsCausal));
    }

    /// <summary>q . k / sqrt(3) of one query.</summary>
    private static double[] Scores(JointCase drawn, int row, int t, int count)
    {
        double[] q = drawn.Features[0], k = drawn.Features[1];
        (int query, int keys) = (((row * drawn.Steps[0]) + t) * 3, row * drawn.Steps[1] * 3);
        return [.. Enumerable.Range(0, count).Select(s
            => Enumerable.Range(0, 3).Sum(i => q[query + i] * k[keys + (s * 3) + i]) / Math.Sqrt(3))];
    }
}
