using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.RandomCells;

/// <summary>What every cell must do.</summary>
internal static class RandomCellChecks
{
    /// <summary>Cells that blow up tell nothing about rounding.</summary>
    private const double Largest = 1e4;

    /// <summary>All checks of one cell.</summary>
    public static void Run(IBackend backend, CompiledDeclarations compiled, RandomCell cell)
    {
        Model<double> exact = compiled.Create<double>(cell.In(Precision.Double));
        Model<float> single = compiled.Create<float>(cell.In(Precision.Single));
        StackCase plain = RandomCase.Draw(exact.Info, "random", cell.Rows, cell.Steps, cell.Lengths, cell.Seed);
        StackCase drawn = plain with { Dropout = cell.IsRandom };
        StackResult expected = backend.Evaluate(exact, drawn, gradients: true);
        if (expected.Output.Concat(expected.States.Values.SelectMany(s => s)).Any(v => Math.Abs(v) > Largest))
            return;
        DirectionalDifferences.Check(backend, exact, drawn, cell.Seed);
        Results.Close(expected, backend.Evaluate(single, drawn, gradients: true), 5e-3, 5e-2);
        Stale(exact, drawn, expected);
        Rest(exact, drawn);
        Threads(backend, single, drawn);
        StackResult whole = backend.Evaluate(single, drawn with { Dropout = false }, gradients: false);
        if (drawn.Features != null)
            Rows(backend, single, cell, drawn with { Dropout = false }, whole);
        if (!cell.IsRandom)
            Results.SameBits(whole, backend.Evaluate(single, drawn, gradients: true) with { Gradients = null });
    }

    /// <summary>A batch in memory that held another one, and NaN, gives the same bits.</summary>
    private static void Stale(Model<double> model, StackCase drawn, StackResult expected)
    {
        using Pass<double> pass = model.CreatePass();
        pass.Reserve(20, 7);
        PassMemory.Spoil(pass);
        for (int round = 0; round < 2; round++)
        {
            Results.SameBits(expected, PassMemory.Run(model, pass, drawn));
            StackCase other = RandomCase.Draw(model.Info, "other", 20, 7, null, 5) with { Weights = drawn.Weights };
            PassMemory.Run(model, pass, other);
        }
    }

    /// <summary>
    /// Where no states are given and nobody reads their gradient, in memory of NaN, all else has the bits of a pass that
    /// is given what the states start from.
    /// </summary>
    private static void Rest(Model<double> model, StackCase drawn)
    {
        StackCase given = drawn with
        {
            States = model.Info.States.ToDictionary(
                static state => state.Name,
                state => Enumerable.Repeat(state.Initial, drawn.Rows * state.Size).ToArray()),
        };
        StackCase rest = drawn with { States = null };
        using Pass<double> pass = model.CreatePass(), unread = model.CreatePass();
        StackResult expected = PassMemory.Run(model, pass, given);
        Results.SameBits(expected, PassMemory.Run(model, pass, rest));
        unread.Reserve(drawn.Rows, drawn.Steps);
        PassMemory.Spoil(unread);
        unread.WantsInputGradient = false;
        StackResult actual = PassMemory.Run(model, unread, rest);
        Results.SameBits(
            expected with { Gradients = expected.Gradients! with { Input = null, States = actual.Gradients!.States } },
            actual);
    }

    private static void Threads(IBackend backend, Model<float> model, StackCase drawn)
    {
        model.MaxThreads = 1;
        StackResult one = backend.Evaluate(model, drawn, gradients: true);
        model.MaxThreads = 3;
        Results.SameBits(one, backend.Evaluate(model, drawn, gradients: true));
    }

    /// <summary>A row alone, and where the model is causal streamed, gives the bits of the row in the batch.</summary>
    private static void Rows(IBackend backend, Model<float> model, RandomCell cell, StackCase drawn, StackResult whole)
    {
        for (int row = 0; row < cell.Rows; row += Math.Max(1, cell.Rows / 4))
        {
            Same(backend.Evaluate(model, drawn.Row(row), gradients: false), "alone");
            if (!cell.IsCausal || cell.Lengths[row] == 0)
                continue;
            StackResult streamed = backend.Stream(model, drawn.Row(row));
            if (!model.Info.OutputPerStep)
                streamed = streamed with { Output = streamed.Output[^model.Info.Outputs..] };
            Same(streamed, "streamed");

            void Same(StackResult part, string how)
            {
                double[] padded = StackRows.Part(whole.Output, row, cell.Rows);
                Results.SameBits(part.Output, padded[..part.Output.Length], $"output of row {row} {how}");
                Assert.All(padded[part.Output.Length..], value => Assert.Equal(0, value));
                foreach ((string state, double[] final) in part.States)
                {
                    double[] inBatch = StackRows.Part(whole.States[state], row, cell.Rows);
                    Results.SameBits(final, inBatch, $"{state} of row {row} {how}");
                }
            }
        }
    }
}
