using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks what the inputs of a model get of one sample, whose parts are arguments of one call.</summary>
internal static class RowInputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static SampleInput<T> Of(ModelInfo info, int number, ReadOnlySpan<T> values, string argument)
    {
        InputInfo input = info.Inputs[number];
        argument = argument.TrimStart('@');
        if (input.Vocabulary > 0)
            throw new ArgumentException($"{info.Name} reads tokens, not features.", argument);
        int steps = 0;
        if (input.PerStep)
        {
            steps = Require.Multiple(values.Length, input.Features, argument);
            BatchChecks<T>.Steps(info, input.Axis, steps, argument);
        }
        else
        {
            Require.Length(values.Length, input.Features, argument);
        }

        Require.NoNaN(values, argument);
        return input.PerStep
            ? SampleInput<T>.FromFeatures(values.ToArray(), steps)
            : SampleInput<T>.FromVector(values.ToArray());
    }

    public static SampleInput<T> Of(ModelInfo info, int number, ReadOnlySpan<int> tokens, string argument)
    {
        InputInfo input = info.Inputs[number];
        argument = argument.TrimStart('@');
        if (input.Vocabulary == 0)
            throw new ArgumentException($"{info.Name} reads features, not tokens.", argument);
        BatchChecks<T>.Steps(info, input.Axis, tokens.Length, argument);
        Require.Tokens(tokens, input.Vocabulary, argument);
        return SampleInput<T>.FromTokens(tokens.ToArray());
    }

    /// <summary>Throws where inputs of one axis have other numbers of steps.</summary>
    public static void Together(ModelInfo info, SampleInput<T>[] inputs)
    {
        Require.Length(inputs.Length, info.Inputs.Count, nameof(inputs));
        for (int i = 0; i < inputs.Length; i++)
        {
            InputInfo input = info.Inputs[i];
            int first = info.FirstInputOn(input.Axis);
            if (input.PerStep && inputs[i].Steps != inputs[first].Steps)
            {
                string other = info.Inputs[first].Name;
                throw new ArgumentException(
                    $"{input.Name} has {inputs[i].Steps} steps and {other} {inputs[first].Steps}; both are on the axis "
                        + $"'{info.Axes[input.Axis].Name}' of {info.Name} and need the same number.",
                    input.Name);
            }
        }
    }
}
