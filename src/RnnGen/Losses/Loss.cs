using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A loss with PyTorch's semantics, computed in double from outputs of either float type. Weights given from outside
/// multiply the losses and leave the mean's denominator as it is; only class weights count in it.
/// </summary>
/// <typeparam name="T">The float type of outputs and targets.</typeparam>
public abstract class Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected Loss(LossInfo info, int outputs)
    {
        Info = info;
        Outputs = outputs;
    }

    /// <summary>What was declared.</summary>
    public LossInfo Info { get; }

    /// <summary>Width of an output vector.</summary>
    public int Outputs { get; }

    /// <summary>Whether targets are classes; otherwise they are vectors as wide as the output.</summary>
    public abstract bool ReadsClasses { get; }

    /// <summary>Losses of one output vector: 1 where targets are classes, else one an output.</summary>
    public int LossesPerVector => ReadsClasses ? 1 : Outputs;

    /// <summary>Makes the declared loss.</summary>
    /// <param name="info">The declaration.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <exception cref="ArgumentException">The declaration does not fit the width.</exception>
    public static Loss<T> Create(LossInfo info, int outputs)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        return info.Kind switch
        {
            LossKind.CrossEntropy => new CrossEntropyLoss<T>(info, outputs),
            LossKind.BinaryCrossEntropy => new BinaryCrossEntropyLoss<T>(info, outputs),
            LossKind.MeanSquared => new MeanSquaredLoss<T>(info, outputs),
            LossKind.MeanAbsolute => new MeanAbsoluteLoss<T>(info, outputs),
            LossKind.SmoothL1 => new SmoothL1Loss<T>(info, outputs),
            LossKind.Huber => new HuberLoss<T>(info, outputs),
            _ => throw new ArgumentException($"There is no loss {info.Kind}.", nameof(info)),
        };
    }

    /// <summary>
    /// Computes N output vectors against class targets.
    /// </summary>
    /// <param name="outputs">The outputs. [N, Outputs]</param>
    /// <param name="classes">The target classes. [N]</param>
    /// <param name="weights">One factor a loss, or empty. [N]</param>
    /// <param name="losses">Receives each loss. [N]</param>
    /// <param name="gradient">Receives the gradient of the outputs, or empty. [N, Outputs]</param>
    /// <returns>The mean, or the sum where the reduction is sum or none.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or a class out of range.</exception>
    public double Evaluate(
        ReadOnlySpan<T> outputs,
        ReadOnlySpan<int> classes,
        ReadOnlySpan<T> weights,
        Span<double> losses,
        Span<T> gradient)
    {
        if (!ReadsClasses)
            throw new ArgumentException($"{Info.Kind} reads target vectors, not classes.", nameof(classes));

        int count = Require.Multiple(outputs.Length, Outputs, nameof(outputs));
        Require.Length(classes.Length, count, nameof(classes));
        foreach (int target in classes)
            Require.Class(target, Outputs, Info.IgnoreIndex, nameof(classes));
        return EvaluateItems(count, outputs, classes, default, weights, losses, gradient);
    }

    /// <summary>
    /// Computes N output vectors against target vectors.
    /// </summary>
    /// <param name="outputs">The outputs. [N, Outputs]</param>
    /// <param name="targets">The targets. [N, Outputs]</param>
    /// <param name="weights">One factor a loss, or empty. [N, Outputs]</param>
    /// <param name="losses">Receives each loss. [N, Outputs]</param>
    /// <param name="gradient">Receives the gradient of the outputs, or empty. [N, Outputs]</param>
    /// <returns>The mean, or the sum where the reduction is sum or none.</returns>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public double Evaluate(
        ReadOnlySpan<T> outputs,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> weights,
        Span<double> losses,
        Span<T> gradient)
    {
        if (ReadsClasses)
            throw new ArgumentException($"{Info.Kind} reads classes, not target vectors.", nameof(targets));

        int count = Require.Multiple(outputs.Length, Outputs, nameof(outputs));
        Require.Length(targets.Length, outputs.Length, nameof(targets));
        return EvaluateItems(count, outputs, default, targets, weights, losses, gradient);
    }

    /// <summary>What a vector with this target adds to the mean's denominator.</summary>
    internal abstract double Share(int target);

    /// <summary>Writes one vector's losses and gradient and returns the sum of its losses.</summary>
    internal abstract double Compute(in LossItem<T> item);

    /// <summary>
    /// Factor of the gradients that the reduction makes of a denominator; 0 where nothing counts, so that they are 0.
    /// </summary>
    internal double Scale(double denominator) =>
        Info.Reduction != Reduction.Mean ? 1 : denominator == 0 ? 0 : 1 / denominator;

    private unsafe double EvaluateItems(
        int count,
        ReadOnlySpan<T> outputs,
        ReadOnlySpan<int> classes,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> weights,
        Span<double> losses,
        Span<T> gradient)
    {
        int each = LossesPerVector;
        if (!weights.IsEmpty)
            Require.Length(weights.Length, count * each, nameof(weights));
        Require.Length(losses.Length, count * each, nameof(losses));
        if (!gradient.IsEmpty)
            Require.Length(gradient.Length, outputs.Length, nameof(gradient));

        double denominator = 0;
        for (int i = 0; i < count; i++)
            denominator += Share(ReadsClasses ? classes[i] : 0);

        double scale = Scale(denominator);
        double sum = 0;
        fixed (T* output = outputs, target = targets, weight = weights, dOutput = gradient)
        fixed (double* loss = losses)
        {
            for (int i = 0; i < count; i++)
            {
                sum += Compute(new LossItem<T>
                {
                    Output = output + ((long)i * Outputs),
                    Class = ReadsClasses ? classes[i] : 0,
                    Target = target + ((long)i * Outputs),
                    Weights = weight == null ? null : weight + ((long)i * each),
                    WeightStep = 1,
                    Scale = scale,
                    Losses = loss + ((long)i * each),
                    Gradient = dOutput == null ? null : dOutput + ((long)i * Outputs),
                });
            }
        }

        return Info.Reduction == Reduction.Mean ? sum / denominator : sum;
    }
}
