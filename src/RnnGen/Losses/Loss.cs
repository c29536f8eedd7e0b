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

    /// <summary>
    /// Losses of one output vector: 1 where targets are classes, else one an output. Losses of whole sequences have one
    /// a row instead.
    /// </summary>
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
            LossKind.Quantile => new QuantileLoss<T>(info, outputs),
            LossKind.Objective => new ObjectiveLoss<T>(info, outputs),
            LossKind.Crf => new CrfLoss<T>(info, outputs),
            LossKind.Ctc => new CtcLoss<T>(info, outputs),
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
    /// <exception cref="InvalidOperationException">The loss is one of whole sequences.</exception>
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
        return EvaluateRow(count, outputs, classes, default, weights, losses, gradient);
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
        return EvaluateRow(count, outputs, default, targets, weights, losses, gradient);
    }

    /// <summary>Whether there is one loss a row, which no vector by itself has.</summary>
    internal bool IsPerSequence => Info.IsPerSequence;

    /// <summary>Number of floats that the loss learns, the tensors of <see cref="LossInfo.Parameters"/>.</summary>
    internal virtual int ParameterCount => 0;

    /// <summary>Whether a row's targets are a list of any length, which no step is assigned to.</summary>
    internal virtual bool HasOwnTargetLengths => false;

    /// <summary>
    /// Doubles that a slice needs beside its outputs, of rows up to so many steps and target classes.
    /// </summary>
    internal virtual long ScratchLength(int steps, int targets) => 0;

    /// <summary>Losses of a row with this many output vectors.</summary>
    internal abstract int LossCount(int vectors);

    /// <summary>Which target classes there are, for people.</summary>
    internal virtual string ClassRange => $"classes are 0 to {Outputs - 1}";

    /// <summary>Whether a target class is one of them.</summary>
    internal virtual bool Accepts(int target) => (uint)target < (uint)Outputs;

    /// <summary>Adds what a row counts in the mean's denominator, in the order of its vectors.</summary>
    /// <param name="denominator">What the rows before count.</param>
    /// <param name="classes">The row's target classes; empty where the loss does not read classes.</param>
    /// <param name="vectors">The row's valid output vectors.</param>
    internal abstract double AddShares(double denominator, ReadOnlySpan<int> classes, int vectors);

    /// <summary>Prepares the scratch that all rows of a slice share.</summary>
    internal virtual void StartSlice(in LossSlice<T> slice)
    {
    }

    /// <summary>
    /// Writes a row's losses and the gradients of its outputs, and adds those of the loss's parameters.
    /// </summary>
    /// <param name="row">The row.</param>
    /// <param name="sum">The sum of the losses before; each loss is added to it in turn.</param>
    /// <returns>The sum with this row.</returns>
    internal abstract double ComputeRow(in LossRow<T> row, double sum);

    /// <summary>
    /// Factor of the gradients that the reduction makes of a denominator; 0 where nothing counts, so that they are 0.
    /// </summary>
    internal double Scale(double denominator) =>
        Info.Reduction != Reduction.Mean ? 1 : denominator == 0 ? 0 : 1 / denominator;

    private unsafe double EvaluateRow(
        int count,
        ReadOnlySpan<T> outputs,
        ReadOnlySpan<int> classes,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> weights,
        Span<double> losses,
        Span<T> gradient)
    {
        if (IsPerSequence)
        {
            throw new InvalidOperationException(
                $"{Info.Kind} is a loss of whole sequences; Pass<T> computes it on batches.");
        }

        if (!weights.IsEmpty)
            Require.Length(weights.Length, LossCount(count), nameof(weights));
        Require.Length(losses.Length, LossCount(count), nameof(losses));
        if (!gradient.IsEmpty)
            Require.Length(gradient.Length, outputs.Length, nameof(gradient));

        double denominator = AddShares(0, classes, count);
        double sum;
        fixed (T* output = outputs, target = targets, weight = weights, dOutput = gradient)
        fixed (int* @class = classes)
        fixed (double* loss = losses)
        {
            var row = new LossRow<T>
            {
                Outputs = output,
                Step = Outputs,
                Vectors = count,
                Classes = @class,
                ClassCount = count,
                Targets = target,
                Weights = weight,
                Scale = Scale(denominator),
                Losses = loss,
                Gradients = dOutput,
            };
            sum = ComputeRow(row, 0);
        }

        return Info.Reduction == Reduction.Mean ? sum / denominator : sum;
    }
}
