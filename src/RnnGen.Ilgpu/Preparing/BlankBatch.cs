using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Ilgpu;

/// <summary>
/// A small batch of zeros that a model can be trained on, whatever it reads and whatever its losses are.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal static class BlankBatch<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Rows = 2;
    private const int StepsOfRow = 2;

    /// <summary>The batch.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isRagged">Whether its rows are of different lengths.</param>
    public static Batch<T> Of(Model<T> model, bool isRagged)
    {
        ModelInfo info = model.Info;
        int[] steps = [.. info.Axes.Select(static axis => axis.FixedSteps > 0 ? axis.FixedSteps : StepsOfRow)];
        ReadOnlyMemory<int>[] lengths =
            [.. steps.Select(count => isRagged ? new ReadOnlyMemory<int>([count, count - 1]) : default)];
        BatchTarget<T>[] targets = [.. model.Losses.Select((loss, head) => loss == null
            ? default : Target(loss, info.Heads[head], steps[info.Heads[head].Axis]))];
        return First(info.Inputs[0], steps, lengths) with
        {
            MoreInputs = info.Inputs.Skip(1).ToDictionary(
                static input => input.Name, input => Input(input, steps[input.Axis], lengths[input.Axis])),
            Classes = targets[0].Classes,
            Targets = targets[0].Values,
            MoreTargets = Enumerable.Range(1, targets.Length - 1).Where(head => model.Losses[head] != null)
                .ToDictionary(head => info.Heads[head].Name, head => targets[head]),
        };
    }

    private static Batch<T> First(InputInfo input, int[] steps, ReadOnlyMemory<int>[] lengths)
    {
        int count = steps[input.Axis];
        if (input.Vocabulary > 0)
            return Batch<T>.FromTokens(new int[Rows * count], Rows, count, lengths[input.Axis]);
        return input.PerStep
            ? Batch<T>.FromFeatures(new T[Rows * count * input.Features], Rows, count, lengths[input.Axis])
            : Batch<T>.FromVectors(new T[Rows * input.Features], Rows);
    }

    private static BatchInput<T> Input(InputInfo input, int steps, ReadOnlyMemory<int> lengths)
    {
        if (input.Vocabulary > 0)
            return BatchInput<T>.FromTokens(new int[Rows * steps], steps, lengths);
        return input.PerStep
            ? BatchInput<T>.FromFeatures(new T[Rows * steps * input.Features], steps, lengths)
            : BatchInput<T>.FromVectors(new T[Rows * input.Features]);
    }

    private static BatchTarget<T> Target(Loss<T> loss, HeadInfo head, int steps)
    {
        int vectors = Rows * (head.PerStep ? steps : 1);
        if (!loss.ReadsClasses)
            return new BatchTarget<T> { Values = new T[vectors * head.Width] };

        // Class 0 may be a blank, which is no target.
        var classes = new int[loss.HasOwnTargetLengths ? Rows : vectors];
        Array.Fill(classes, loss.Accepts(0) ? 0 : 1);
        return new BatchTarget<T> { Classes = classes };
    }
}
