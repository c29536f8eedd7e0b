using RnnGen.Program;

namespace RnnGen.Tests;

[Collection("alone")]
public sealed class SteadyStateTests
{
    [Fact]
    public void TrainingStep_MixedLengths_AllocatesNothing()
    {
        var options = new RnnOptions
        {
            Dropout = 0.2,
            Vocabulary = 11,
            Loss = new LossInfo { Kind = LossKind.CrossEntropy },
        };
        var model = new RnnModel<float>(options) { MaxThreads = 3 };
        using var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1, ClipValue = 0.5 };
        step.Reserve(40, 12);
        Batch<float>[] batches = Enumerable.Range(0, 20)
            .Select(i => Draw.Batch<float>(options, 1 + (i * 2), 12 - (i % 5), seed: i)).ToArray();
        AssertNoAllocation(100, i => step.Run(batches[i % batches.Length]));
    }

    [Fact]
    public void Pass_OutputsAndGradients_AllocateNothing()
    {
        var options = new RnnOptions();
        var model = new RnnModel<float>(options) { MaxThreads = 3 };
        using Pass<float> pass = model.CreatePass();
        pass.Reserve(40, 12);
        Batch<float>[] batches = Enumerable.Range(0, 20)
            .Select(i => Draw.Batch<float>(options, 40 - i, 12 - (i % 5), seed: i)).ToArray();
        AssertNoAllocation(100, i =>
        {
            pass.Forward(batches[i % batches.Length]);
            pass.Loss();
            pass.Backward();
            _ = pass.Outputs[0] + pass.FinalStates[0] + pass.InputGradient[0] + pass.InitialStateGradient[0];
        });
    }

    [Fact]
    public void Pass_OfSeveralInputsAndHeads_AllocatesNothing()
    {
        var model = new JointModel<float>(dropout: 0.2) { MaxThreads = 3 };
        using Pass<float> pass = model.CreatePass();
        pass.Reserve(40, 12);
        Batch<float>[] batches = Enumerable.Range(0, 20)
            .Select(i => JointModel<float>.Draw(40 - i, 12 - (i % 5), 8 + (i % 5), seed: i)).ToArray();
        AssertNoAllocation(100, i =>
        {
            pass.Forward(batches[i % batches.Length]);
            pass.Loss();
            pass.Backward();
            _ = pass.OutputsOf("kind")[0] + pass.OutputsOf("trace")[0] + pass.InputGradientOf("context")[0]
                + pass.LossesOf("kind")[0];
        });
    }

    [Fact]
    public void Predict_MixedLengths_AllocatesNothing()
    {
        var options = new RnnOptions();
        var model = new RnnModel<float>(options) { MaxThreads = 3 };
        Batch<float> batch = Draw.Batch<float>(options, 33, 9, seed: 1);
        float[] x = Draw.Values<float>(9 * 3, 2);
        var all = new float[33 * 9 * 5];
        AssertNoAllocation(100, i =>
        {
            model.Predict(batch, all);
            int steps = i % 10;
            model.Predict(x.AsSpan(0, steps * 3), all.AsSpan(0, steps * 5));
        });
    }

    [Fact]
    public void Stream_Steps_AllocateNothing()
    {
        var model = new RnnModel<float>(new RnnOptions());
        using ModelStream<float> stream = model.CreateStream();
        float[] x = Draw.Values<float>(3, 2);
        AssertNoAllocation(1000, _ => stream.Step(x));
    }

    [Fact]
    public void Decoding_StepsOfManyRows_AllocateNothing()
    {
        var model = new RnnModel<float>(new RnnOptions { Vocabulary = 5 }) { MaxThreads = 3 };
        using var scorer = new StreamScorer<float>(model, Batch<float>.FromTokens(new int[20], 20, 1));
        scorer.Begin(rowsPerSequence: 2);
        int[] tokens = Draw.Integers(40, 5, seed: 1);
        int[] parents = [.. Enumerable.Range(0, 40).Select(static row => row ^ 1)];
        var scores = new float[40 * 5];
        AssertNoAllocation(100, _ =>
        {
            scorer.Advance(tokens, scores);
            scorer.Reorder(parents);
        });
    }

    private static void AssertNoAllocation(int count, Action<int> action)
    {
        for (int i = 0; i < 60; i++)
            action(i);

        // The runtime (tiering) and the test host (a little at regular times) allocate beside us; code that allocates
        // does so in every round, since each round runs every batch several times.
        var rounds = new List<long>(200);
        while (rounds.Count < 200 && !rounds.Contains(0))
        {
            long before = GC.GetTotalAllocatedBytes(true);
            for (int i = 0; i < count; i++)
                action(i);
            rounds.Add(GC.GetTotalAllocatedBytes(true) - before);
        }

        Assert.True(rounds.Contains(0), $"bytes allocated in each round: {string.Join(", ", rounds)}");
    }
}
