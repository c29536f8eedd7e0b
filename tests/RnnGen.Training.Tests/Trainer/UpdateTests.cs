namespace RnnGen.Training.Tests;

/// <summary>
/// What lies between backward and the next forward: collecting gradients, updating and packing in parts.
/// </summary>
public sealed class UpdateTests
{
    private const int Words = 700;
    private const int Size = 40;

    [Fact]
    public void Step_AnyNumberOfThreads_GivesTheSameBits()
    {
        float[] expected = Train(threads: 1, new Adam(1e-2));
        float[] lazy = Train(threads: 1, new LazyAdam(1e-2));
        Assert.NotEqual(expected, lazy);
        foreach (int threads in (int[])[2, 4])
        {
            Assert.Equal(expected, Train(threads, new Adam(1e-2)));
            Assert.Equal(lazy, Train(threads, new LazyAdam(1e-2)));
        }
    }

    [Fact]
    public void Step_Panels_FollowTheParameters()
    {
        var model = new WordTagger(seed: 1) { MaxThreads = 2 };
        using (var step = new TrainingStep<float>(model, new Adam(1e-2)))
            step.Run(Draw(1));
        var copy = new WordTagger(seed: 2);
        model.Parameters.Flat.CopyTo(copy.Parameters.Flat);
        copy.Parameters.Commit();
        Assert.Equal(copy.Forward(Draw(2)).Values, model.Forward(Draw(2)).Values);
        Assert.True(model.Parameters.Parts.Length > 4);
    }

    [Fact]
    public void Gradients_OfTheNextBatch_BeginAtZero()
    {
        var model = new WordTagger(seed: 1) { MaxThreads = 2 };
        using Pass<float> pass = model.CreatePass();
        using Pass<float> fresh = model.CreatePass();
        Backward(pass, Draw(1));
        Backward(pass, Draw(2));
        Backward(fresh, Draw(2));
        Assert.Equal(fresh.Collected.Gradients, pass.Collected.Gradients);

        // Whoever has the span may write rows that no token touches.
        fresh.Gradients.Fill(7);
        pass.Collected.Tokens.WriteAnywhere();
        pass.Collected.Gradients.Fill(7);
        Backward(pass, Draw(3));
        Backward(fresh, Draw(3));
        using Pass<float> last = model.CreatePass();
        Backward(last, Draw(3));
        Assert.Equal(last.Collected.Gradients, pass.Collected.Gradients);
        Assert.Equal(last.Collected.Gradients, fresh.Collected.Gradients);
    }

    [Fact]
    public void Gradients_OfSeveralBatches_AreAdded()
    {
        var model = new WordTagger(seed: 1) { MaxThreads = 2 };
        using Pass<float> pass = model.CreatePass();
        using Pass<float> other = model.CreatePass();
        Backward(other, Draw(1));
        float[] sum = other.Collected.Gradients.ToArray();
        Backward(other, Draw(2));
        for (int i = 0; i < sum.Length; i++)
            sum[i] += other.Collected.Gradients[i];
        Backward(pass, Draw(1));
        pass.AccumulateGradients = true;
        Backward(pass, Draw(2));

        // A row of several tokens is added token by token.
        for (int i = 0; i < sum.Length; i++)
            Assert.Equal(sum[i], pass.Collected.Gradients[i], 1e-6f);
        int table = Words * Size;
        Assert.Equal(sum.AsSpan(table), pass.Collected.Gradients[table..]);
    }

    [Fact]
    public void Norm_ComputedWhileGradientsAreWritten_IsTheNormOfThem()
    {
        var model = new WordTagger(seed: 1) { MaxThreads = 2 };
        using var step = new TrainingStep<float>(model, new Adam(1e-2));
        for (int i = 0; i < 3; i++)
        {
            step.Run(Draw(i));
            Assert.Equal(Clipping.Norm<float>(step.Pass.Collected.Gradients), step.LastGradientNorm);
        }
    }

    [Fact]
    public void Step_GradientsThatSomebodyHolds_GivesTheSameBits()
    {
        float[] expected = Train(threads: 2, new Adam(1e-2) { WeightDecay = 0.1 });
        Assert.Equal(expected, Train(threads: 2, new Adam(1e-2) { WeightDecay = 0.1 }, holdsGradients: true));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Apply_GradientWrittenForARowWithoutTokens_MovesTheRow(int batchesBeforeAsking)
    {
        var model = new WordTagger(seed: 1);
        using var step = new TrainingStep<float>(model, new Sgd(1));
        int row = 699 * Size;
        float before = model.Parameters.Flat[row];
        for (int i = 0; i < batchesBeforeAsking; i++)
            step.Accumulate(Draw(i));
        Span<float> gradients = step.Pass.Gradients;
        step.Accumulate(Draw(3));
        gradients[row] = 3e3f;
        step.Accumulate(Draw(4));
        step.Apply();
        Assert.True(model.Parameters.Flat[row] < before - 1);
        Assert.True(step.LastGradientNorm > 1);
    }

    [Fact]
    public void Penalty_OnATable_MovesRowsWithoutTokens()
    {
        var model = new WordTagger(seed: 1);
        using var step = new TrainingStep<float>(model, new Sgd(0.5));
        int row = 699 * Size;
        float before = model.Parameters.Flat[row];
        step.Penalize("embedding.weight", l2: 0.25);
        step.Run(Draw(1));
        Assert.Equal(before - (0.5f * (0.5f * before)), model.Parameters.Flat[row]);
    }

    [Fact]
    public void Accumulate_Refused_LeavesThePassAlone()
    {
        using var step = new TrainingStep<float>(new WordTagger(seed: 1), new Sgd(1));
        step.Accumulate(Draw(1));
        Assert.False(step.Pass.AccumulateGradients);
        Assert.Throws<ArgumentException>(() => step.Accumulate(Draw(1) with { Classes = default }));
        Assert.False(step.Pass.AccumulateGradients);
    }

    [Fact]
    public void Apply_ScaleThatOnlyFloatOverflows_LeavesNothingBehind()
    {
        using var step = new TrainingStep<float>(new RareClass(seed: 1), new Sgd(1e-3));
        step.Accumulate(Batch<float>.FromTokens(new[] { 1, 2, 3, 4 }, 1, 4) with { Classes = new[] { 1 } });
        Assert.Throws<NonFiniteException>(() => step.Apply());
        for (int i = 0; i < 3; i++)
            step.Run(Batch<float>.FromTokens(new[] { 1, 2, 3, 20 }, 1, 4) with { Classes = new[] { 0 } });
    }

    [Fact]
    public void Penalty_Removed_LeavesNoGradientBehind()
    {
        var model = new WordTagger(seed: 1);
        using var step = new TrainingStep<float>(model, new Sgd(0));
        step.Penalize("embedding.weight", l2: 1);
        step.Run(Draw(1));
        step.Penalize("embedding.weight");
        step.Run(Draw(2));
        using Pass<float> fresh = model.CreatePass();
        Backward(fresh, Draw(2));
        Assert.Equal(fresh.Collected.Gradients, step.Pass.Collected.Gradients);
    }

    [Fact]
    public void Adam_RowsThatNoTokenTouches_DecayAsWithAZeroGradient()
    {
        var model = new WordTagger(seed: 1) { MaxThreads = 2 };
        int row = 699 * Size;
        float p = model.Parameters.Flat[row], m = 0, v = 0;
        var adam = new Adam(1e-2) { WeightDecay = 0.1 };
        using var step = new TrainingStep<float>(model, adam);
        double power1 = 1, power2 = 1;
        for (int i = 0; i < 5; i++)
        {
            step.Run(Draw(i, words: i == 1 ? Words : 600));
            (power1, power2) = (power1 * adam.Beta1, power2 * adam.Beta2);
            float g = step.Pass.Collected.Gradients[row];
            Assert.Equal(i == 1, g != 0);
            g += 0.1f * p;
            m = (0.9f * m) + ((float)(1 - 0.9) * g);
            v = (0.999f * v) + ((float)(1 - 0.999) * (g * g));
            float root = MathF.Sqrt(v) * (float)(1 / Math.Sqrt(1 - power2));
            p -= (float)(1e-2 / (1 - power1)) * m / (root + 1e-8f);
            Assert.Equal(p, model.Parameters.Flat[row]);
        }
    }

    [Fact]
    public void Step_GradientsHeldOrNot_HaveOneNorm()
    {
        var model = new WordTagger(seed: 1);
        using var sparse = new TrainingStep<float>(model, new Sgd(0));
        using var dense = new TrainingStep<float>(model, new Sgd(0));
        Assert.False(dense.Pass.Gradients.IsEmpty);
        for (int i = 0; i < 3; i++)
        {
            sparse.Run(Draw(i));
            dense.Run(Draw(i));
            Assert.True(sparse.Pass.Collected.Tokens.Runs.IsSparse);
            Assert.False(dense.Pass.Collected.Tokens.Runs.IsSparse);
            Assert.Equal(sparse.LastGradientNorm, dense.LastGradientNorm);
        }
    }

    private static float[] Train(int threads, Adam optimizer, bool holdsGradients = false)
    {
        var model = new WordTagger(seed: 3) { MaxThreads = threads };
        using var step = new TrainingStep<float>(model, optimizer) { ClipNorm = 0.05, ClipValue = 0.01 };
        for (int i = 0; i < 4; i++)
        {
            step.Run(Draw(i));
            if (holdsGradients)
                Assert.False(step.Pass.Gradients.IsEmpty);
        }

        step.Accumulate(Draw(4));
        step.Accumulate(Draw(5));
        step.Apply();
        step.Freeze("*.bias*");
        step.Penalize("*.weight_hh*", l1: 0.01);
        step.Run(Draw(6));
        return [.. model.Parameters.Flat, .. step.State.Buffers, (float)step.LastGradientNorm];
    }

    private static void Backward(Pass<float> pass, Batch<float> batch)
    {
        pass.Forward(batch);
        pass.Loss();
        pass.Backward();
    }

    // Where all words are drawn from, the last one is among them. Odd seeds give eight slices, whose gradients are far.
    private static Batch<float> Draw(int seed, int words = 600)
    {
        const int steps = 9;
        int rows = seed % 2 == 0 ? 21 : 61;
        var random = new Random(seed);
        int[] tokens = [.. Enumerable.Range(0, rows * steps).Select(_ => random.Next(words))];
        int[] lengths = [.. Enumerable.Range(0, rows).Select(row => row == 0 ? steps : random.Next(steps + 1))];
        tokens[0] = words - 1;
        int[] classes = [.. Enumerable.Range(0, rows * steps).Select(_ => random.Next(3))];
        return Batch<float>.FromTokens(tokens, rows, steps, lengths) with { Classes = classes };
    }
}
