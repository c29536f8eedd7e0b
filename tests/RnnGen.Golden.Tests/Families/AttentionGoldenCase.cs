using System.Numerics;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>One attention over a memory whose rows may end early.</summary>
internal sealed class AttentionGoldenCase : GoldenCase
{
    public required string Declared { get; init; }

    public required int Rows { get; init; }

    public required int QuerySteps { get; init; }

    public required int MemorySteps { get; init; }

    /// <summary>Valid steps of keys and values, or null for all.</summary>
    public required int[]? MemoryLengths { get; init; }

    /// <summary>The query [B, Tq, D], the key [B, Tk, Dk] and the value [B, Tk, Dv].</summary>
    public required IReadOnlyDictionary<string, double[]> Inputs { get; init; }

    public required IReadOnlyDictionary<string, double[]> Weights { get; init; }

    /// <summary>What the context is multiplied by in the loss.</summary>
    public required double[] ContextWeights { get; init; }

    public required IExpected Context { get; init; }

    public required IExpected Alignment { get; init; }

    /// <summary>As they would be if no row ended early. [B, Tq, Tk]</summary>
    public required double[] Scores { get; init; }

    public required IExpected Loss { get; init; }

    /// <summary>By input and by tensor.</summary>
    public required IReadOnlyDictionary<string, IExpected> Gradients { get; init; }

    public override string Attributes => "";

    public override string Body => Declared;

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        new ModelBinding<T>(model).Write(Weights);
        using Pass<T> pass = model.CreatePass();
        pass.Forward(Batch<T>(null), training: false);
        yield return Of("scores of all steps", Expected(Scores), pass.Alignment("scores"));

        foreach (bool training in new[] { false, true })
        {
            pass.Forward(Batch<T>(MemoryLengths), training);
            yield return Of("context", Context, pass.Outputs);
            yield return Of("weights", Alignment, pass.Alignment("weights"));
            yield return Of("scores", Expected(Masked(Scores)), pass.Alignment("scores"));
        }

        double loss = Floats.ToDoubles(pass.Outputs).Zip(ContextWeights, static (y, w) => y * w).Sum();
        yield return new Check("loss", CheckKind.Forward, Loss.Error([loss]));
        pass.Backward(Floats.FromDoubles<T>(ContextWeights));
        foreach ((string name, IExpected expected) in Gradients)
        {
            double[] gradient = Floats.ToDoubles(
                Inputs.ContainsKey(name) ? pass.InputGradientOf(name) : pass.GradientOf(name));
            yield return new Check("grad " + name, CheckKind.Gradient, expected.Error(gradient));
        }
    }

    private Batch<T> Batch<T>(int[]? memoryLengths)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => RnnGen.Batch<T>.FromFeatures(Floats.FromDoubles<T>(Inputs["query"]), Rows, QuerySteps) with
        {
            MoreInputs = new[] { "key", "value" }.ToDictionary(static name => name, name
                => BatchInput<T>.FromFeatures(Floats.FromDoubles<T>(Inputs[name]), MemorySteps, memoryLengths)),
        };

    /// <summary>Zero beyond the memory's length.</summary>
    private double[] Masked(double[] scores) => MemoryLengths is null ? scores
        : [.. scores.Select((score, i)
            => i % MemorySteps < MemoryLengths[i / (MemorySteps * QuerySteps)] ? score : 0)];

    private static TensorExpected Expected(double[] values) => new([values.Length], values);

    private static Check Of<T>(string what, IExpected expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(what, CheckKind.Forward, expected.Error(Floats.ToDoubles(actual)));
}
