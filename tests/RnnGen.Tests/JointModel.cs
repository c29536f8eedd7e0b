using System.Numerics;

namespace RnnGen.Tests;

/// <summary>A model over <see cref="JointProgram{T}"/>, and data for it.</summary>
internal sealed class JointModel<T>(
    double dropout = 0, ulong seed = 1, bool hasScoresLoss = true, Reduction reduction = Reduction.Mean,
    LossKind kind = LossKind.MeanSquared)
    : Model<T>(new JointProgram<T>(dropout, hasScoresLoss, reduction, kind), seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A batch whose rows have lengths from 0 to the steps, drawn for each axis by itself.</summary>
    public static Batch<T> Draw(int rows, int sourceSteps, int targetSteps, int seed)
    {
        int[] source = Tests.Draw.Integers(rows, sourceSteps + 1, seed);
        int[] target = Tests.Draw.Integers(rows, targetSteps + 1, seed + 1);
        int words = rows * sourceSteps, replies = rows * targetSteps;
        return Batch<T>.FromTokens(Tests.Draw.Integers(words, 7, seed + 2), rows, sourceSteps, source) with
        {
            MoreInputs = new Dictionary<string, BatchInput<T>>
            {
                ["shapes"] = BatchInput<T>.FromFeatures(
                    Tests.Draw.Values<T>(words * 2, seed + 3), sourceSteps, (int[])source.Clone()),
                ["replies"] = BatchInput<T>.FromTokens(
                    Tests.Draw.Integers(replies, 7, seed + 4), targetSteps, target),
                ["marks"] = BatchInput<T>.FromTokens(Tests.Draw.Integers(replies, 5, seed + 5), targetSteps, target),
                ["context"] = BatchInput<T>.FromVectors(Tests.Draw.Values<T>(rows * 2, seed + 6)),
            },
            InitialStates = Tests.Draw.Values<T>(rows * 3, seed + 7),
            Classes = Tests.Draw.Integers(replies, 3, seed + 8),
            MoreTargets = new Dictionary<string, BatchTarget<T>>
            {
                ["kind"] = new()
                {
                    Values = Tests.Draw.Values<T>(rows * 3, seed + 9),
                    Weights = Tests.Draw.Values<T>(rows, seed + 10),
                },
            },
        };
    }

    /// <summary>What all heads give for samples, one behind the other.</summary>
    public IReadOnlyList<T[]> Predict(IReadOnlyList<Sample<T>> samples) =>
        PredictAs(samples, static (_, row) => (T[])[.. row[0], .. row[1], .. row[2]]);

    /// <summary>Samples of any lengths, whose classes follow the marks and whose kind the context.</summary>
    public static Sample<T>[] Samples(int count, int seed)
    {
        var samples = new Sample<T>[count];
        for (int i = 0; i < count; i++)
        {
            int draw = seed + (100 * i);
            int[] lengths = Tests.Draw.Integers(2, 6, draw);
            int source = lengths[0], target = lengths[1];
            int[] marks = Tests.Draw.Integers(target, 5, draw + 1);
            T[] context = Tests.Draw.Values<T>(2, draw + 2);
            samples[i] = Sample<T>.FromTokens(Tests.Draw.Integers(source, 7, draw + 3)) with
            {
                MoreInputs = new Dictionary<string, SampleInput<T>>
                {
                    ["shapes"] = SampleInput<T>.FromFeatures(Tests.Draw.Values<T>(source * 2, draw + 4), source),
                    ["replies"] = SampleInput<T>.FromTokens(Tests.Draw.Integers(target, 7, draw + 5)),
                    ["marks"] = SampleInput<T>.FromTokens(marks),
                    ["context"] = SampleInput<T>.FromVector(context),
                },
                Classes = marks.Select(static mark => mark % 3).ToArray(),
                Weight = i % 3 == 0 ? 0.5 : 1,
                MoreTargets = new Dictionary<string, SampleTarget<T>>
                {
                    ["kind"] = new() { Values = new[] { context[0], context[1], context[0] }, Weight = 1 + (i % 2) },
                },
            };
        }

        return samples;
    }

    /// <summary>The batch of all samples, built by hand.</summary>
    public static Batch<T> BatchOf(IReadOnlyList<Sample<T>> samples)
    {
        int[] source = [.. samples.Select(static sample => sample.Steps)];
        int[] target = [.. samples.Select(static sample => sample.MoreInputs["replies"].Steps)];
        TItem[] Pad<TItem>(Func<Sample<T>, ReadOnlyMemory<TItem>> of, int length)
        {
            var all = new TItem[samples.Count * length];
            for (int row = 0; row < samples.Count; row++)
                of(samples[row]).CopyTo(all.AsMemory(row * length));
            return all;
        }

        int sourceSteps = source.Max(), targetSteps = target.Max();
        return Batch<T>.FromTokens(Pad(static s => s.Tokens, sourceSteps), source.Length, sourceSteps, source) with
        {
            MoreInputs = new Dictionary<string, BatchInput<T>>
            {
                ["shapes"] = BatchInput<T>.FromFeatures(
                    Pad(static s => s.MoreInputs["shapes"].Features, 2 * sourceSteps), sourceSteps, source),
                ["replies"] = BatchInput<T>.FromTokens(
                    Pad(static s => s.MoreInputs["replies"].Tokens, targetSteps), targetSteps, target),
                ["marks"] = BatchInput<T>.FromTokens(
                    Pad(static s => s.MoreInputs["marks"].Tokens, targetSteps), targetSteps, target),
                ["context"] = BatchInput<T>.FromVectors(Pad(static s => s.MoreInputs["context"].Features, 2)),
            },
            Classes = Pad(static s => s.Classes, targetSteps),
            SampleWeights = samples.Select(static s => T.CreateChecked(s.Weight)).ToArray(),
            MoreTargets = new Dictionary<string, BatchTarget<T>>
            {
                ["kind"] = new()
                {
                    Values = Pad(static s => s.MoreTargets["kind"].Values, 3),
                    Weights = samples.Select(
                        static s => T.CreateChecked(s.Weight * s.MoreTargets["kind"].Weight)).ToArray(),
                },
            },
        };
    }

    /// <summary>One row of a batch by itself, with no more steps than it has.</summary>
    public static Batch<T> Row(Batch<T> batch, int row)
    {
        int source = batch.Lengths.Span[row];
        TItem[] Of<TItem>(ReadOnlyMemory<TItem> values, int steps, int kept)
        {
            int each = values.Length / batch.Rows;
            return values.Span.Slice(row * each, steps == 0 ? each : each / steps * kept).ToArray();
        }

        BatchInput<T> Input(BatchInput<T> input)
        {
            if (!input.PerStep)
                return BatchInput<T>.FromVectors(Of(input.Features, 0, 0));
            int length = input.Lengths.Span[row];
            return input.HasTokens
                ? BatchInput<T>.FromTokens(Of(input.Tokens, input.Steps, length), length)
                : BatchInput<T>.FromFeatures(Of(input.Features, input.Steps, length), length);
        }

        BatchInput<T> replies = batch.MoreInputs["replies"];
        BatchTarget<T> kind = batch.MoreTargets["kind"];
        return Batch<T>.FromTokens(Of(batch.Tokens, batch.Steps, source), 1, source) with
        {
            MoreInputs = batch.MoreInputs.ToDictionary(static pair => pair.Key, pair => Input(pair.Value)),
            InitialStates = Of(batch.InitialStates, 0, 0),
            Classes = Of(batch.Classes, replies.Steps, replies.Lengths.Span[row]),
            MoreTargets = new Dictionary<string, BatchTarget<T>>
            {
                ["kind"] = new() { Values = Of(kind.Values, 0, 0), Weights = Of(kind.Weights, 0, 0) },
            },
        };
    }
}
