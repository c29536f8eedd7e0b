using System.Numerics;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>What a model gave for a case: outputs of each head, final states, and the gradients of the case's loss.</summary>
internal sealed record JointRun(double[][] Outputs, double[] States)
{
    /// <summary>Of each input; empty for tokens.</summary>
    public double[][] InputGradients { get; private init; } = [];

    public double[] StateGradient { get; private init; } = [];

    public double[] Gradient { get; private init; } = [];

    public static JointRun Of<T>(Model<T> model, JointCase @case, bool gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelInfo info = model.Info;
        using Pass<T> pass = model.CreatePass();
        pass.Forward(@case.Batch<T>(info), gradients);
        var run = new JointRun(
            [.. info.Heads.Select(head => Floats.ToDoubles(pass.OutputsOf(head.Name)))],
            Floats.ToDoubles(pass.FinalStates));
        if (!gradients)
            return run;
        pass.Backward(
            info.Heads.Select((head, i) => (head.Name, Weights: Floats.FromDoubles<T>(@case.HeadWeights[i])))
                .ToDictionary(static pair => pair.Name, static pair => new ReadOnlyMemory<T>(pair.Weights)),
            Floats.FromDoubles<T>(@case.StateWeights));
        return run with
        {
            InputGradients = [.. info.Inputs.Select(input => input.Vocabulary > 0 ? []
                : Floats.ToDoubles(pass.InputGradientOf(input.Name)))],
            StateGradient = Floats.ToDoubles(pass.InitialStateGradient),
            Gradient = Floats.ToDoubles<T>(pass.Gradients),
        };
    }

    /// <summary>The sum that the case's gradients are of.</summary>
    public double Loss(JointCase @case) => Outputs.Zip(@case.HeadWeights, Dot).Sum() + Dot(States, @case.StateWeights);

    /// <summary>Everything has the same bits.</summary>
    public static void SameBits(JointRun expected, JointRun actual)
    {
        for (int head = 0; head < expected.Outputs.Length; head++)
            Results.SameBits(expected.Outputs[head], actual.Outputs[head], $"output {head}");
        Results.SameBits(expected.States, actual.States, "states");
        for (int input = 0; input < expected.InputGradients.Length; input++)
            Results.SameBits(expected.InputGradients[input], actual.InputGradients[input], $"gradient of input {input}");
        Results.SameBits(expected.StateGradient, actual.StateGradient, "gradient of the states");
        Results.SameBits(expected.Gradient, actual.Gradient, "gradient");
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
