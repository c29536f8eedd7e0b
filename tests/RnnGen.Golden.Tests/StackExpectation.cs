using RnnGen.Testing;

namespace RnnGen.Golden.Tests;

/// <summary>What an evaluation must give, in the file's layout; null for what the file does not say.</summary>
internal sealed class StackExpectation
{
    public IExpected? Output { get; init; }

    /// <summary>Whether outputs beyond a row's length count: a file may say more there than zero.</summary>
    public bool ValidStepsOnly { get; init; }

    /// <summary>Final states: the file may stack those of several layers.</summary>
    public IReadOnlyList<StateGroup> States { get; init; } = [];

    public double? Loss { get; init; }

    /// <summary>The losses one by one.</summary>
    public IExpected? Losses { get; init; }

    /// <summary>The largest output's index, [B] or [B, T].</summary>
    public int[]? LargestOutput { get; init; }

    public IExpected? InputGradient { get; init; }

    public IReadOnlyList<StateGroup> StateGradients { get; init; } = [];

    public IReadOnlyDictionary<string, IExpected> WeightGradients { get; init; } = new Dictionary<string, IExpected>();

    /// <summary>States that one expected tensor holds one after the other.</summary>
    internal sealed record StateGroup(string What, IReadOnlyList<string> Names, IExpected Expected)
    {
        public double Error(IReadOnlyDictionary<string, double[]> actual) =>
            Expected.Error([.. Names.SelectMany(name => actual[name])]);
    }

    /// <summary>Every comparison that this evaluation allows.</summary>
    public IEnumerable<Check> Compare(StackCase given, StackResult actual)
    {
        if (Output != null)
            yield return new Check("output", CheckKind.Forward, Output.Error(OutputInFileLayout(given, actual.Output)));
        foreach (StateGroup group in States)
            yield return new Check(group.What, CheckKind.Forward, group.Error(actual.States));
        if (Loss is { } loss)
        {
            double error = Math.Abs(LossOf(given, actual) - loss) / Math.Max(1, Math.Abs(loss));
            yield return new Check("loss", CheckKind.Forward, error);
        }

        if (Losses != null)
            yield return new Check("losses", CheckKind.Forward, Losses.Error(actual.Losses ?? []));
        if (LargestOutput != null)
            yield return new Check("argmax", CheckKind.Forward, CountWrongArgmax(given, actual.Output));
        if (actual.Gradients is not { } gradients)
            yield break;
        if (InputGradient != null)
        {
            double[] input = Layout.Swap(gradients.Input ?? [], given.Rows, given.Steps);
            yield return new Check("grad input", CheckKind.Gradient, InputGradient.Error(input));
        }

        foreach (StateGroup group in StateGradients)
            yield return new Check("grad " + group.What, CheckKind.Gradient, group.Error(gradients.States));
        foreach ((string name, IExpected expected) in WeightGradients)
            yield return new Check("grad " + name, CheckKind.Gradient, expected.Error(gradients.Weights[name]));
    }

    /// <summary>The model's loss, or the projection that the gradients belong to.</summary>
    private static double LossOf(StackCase given, StackResult actual)
    {
        if (actual.Loss is { } loss)
            return loss;
        double sum = Dot(actual.Output, given.OutputWeights ?? []);
        return sum + given.StateWeights.Sum(state => Dot(actual.States[state.Key], state.Value));
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private double[] OutputInFileLayout(StackCase given, double[] output)
    {
        if (Output!.Shape.Length < 3)
            return output;
        double[] all = Layout.Swap(output, given.Rows, given.Steps);
        if (ValidStepsOnly && Output is TensorExpected expected)
            CopyPadding(given, expected.Values, all);
        return all;
    }

    /// <summary>Takes the file's values beyond each row's length, so that only valid steps are compared.</summary>
    private static void CopyPadding(StackCase given, double[] expected, double[] actual)
    {
        int width = actual.Length / (given.Rows * given.Steps);
        for (int t = 0; t < given.Steps; t++)
        {
            for (int row = 0; row < given.Rows; row++)
            {
                int at = ((t * given.Rows) + row) * width;
                if (t >= given.LengthOf(row))
                    Array.Copy(expected, at, actual, at, width);
            }
        }
    }

    private double CountWrongArgmax(StackCase given, double[] output)
    {
        int width = output.Length / LargestOutput!.Length;
        bool perStep = LargestOutput.Length != given.Rows;
        int wrong = 0;
        for (int i = 0; i < LargestOutput.Length; i++)
        {
            if (perStep && i % given.Steps >= given.LengthOf(i / given.Steps))
                continue;
            double[] row = output[(i * width)..((i + 1) * width)];
            if (Array.IndexOf(row, row.Max()) != LargestOutput[i])
                wrong++;
        }

        return wrong;
    }
}
