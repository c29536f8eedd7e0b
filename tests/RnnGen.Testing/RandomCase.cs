using RnnGen.Program;

namespace RnnGen.Testing;

/// <summary>Cases drawn for a model, the same for the same seed.</summary>
public static class RandomCase
{
    /// <summary>Features or tokens, weights, initial states and loss weights.</summary>
    /// <param name="info">The model.</param>
    /// <param name="name">What to call the case.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="steps">Steps.</param>
    /// <param name="lengths">Valid steps of each row, or null for all.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="givenStates">Whether initial states are drawn too.</param>
    public static StackCase Draw(
        ModelInfo info, string name, int rows, int steps, int[]? lengths, int seed, bool givenStates = true)
    {
        var random = new Random(seed);
        int outputs = rows * (info.OutputPerStep ? steps : 1) * info.Outputs;
        return new StackCase
        {
            Name = name,
            Rows = rows,
            Steps = steps,
            Lengths = lengths,
            Features = info.Vocabulary > 0 ? null : Normal(random, rows * steps * info.Features, 1),
            Tokens = info.Vocabulary > 0 ? Tokens(random, rows * steps, info.Vocabulary) : null,
            Weights = info.Parameters.ToDictionary(p => p.Name, p => Weight(random, p)),
            States = givenStates ? info.States.ToDictionary(s => s.Name, s => State(random, s, rows)) : null,
            OutputWeights = Normal(random, outputs, 1),
            StateWeights = info.States.ToDictionary(s => s.Name, s => Normal(random, rows * s.Size, 1)),
        };
    }

    /// <summary>Matrices of gain about 1, gains about 1, the rest small.</summary>
    private static double[] Weight(Random random, ParameterInfo info)
    {
        double scale = info.Columns > 0 ? 1 / Math.Sqrt(info.Columns) : 0.4;
        double[] values = Normal(random, (int)info.Length, scale);
        return info.Name.Contains("norm", StringComparison.Ordinal) ? Array.ConvertAll(values, v => v + 1) : values;
    }

    /// <summary>A normaliser (a sum of positive terms, as in sLSTM) must stay positive.</summary>
    private static double[] State(Random random, StateInfo info, int rows)
    {
        double[] values = Normal(random, rows * info.Size, 0.5);
        return info.Name.Contains(".n_", StringComparison.Ordinal)
            ? Array.ConvertAll(values, v => Math.Abs(v) + 1)
            : values;
    }

    private static int[] Tokens(Random random, int count, int vocabulary)
    {
        var tokens = new int[count];
        for (int i = 0; i < count; i++)
            tokens[i] = random.Next(vocabulary);
        return tokens;
    }

    private static double[] Normal(Random random, int count, double scale)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
        {
            double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));

            // Rounded to float, so that both precisions start from the same numbers.
            values[i] = (float)(scale * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }
}
