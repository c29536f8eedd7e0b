using RnnGen.Program;

namespace RnnGen;

/// <summary>Checks what each input of a model gets of a batch.</summary>
internal static class InputChecks<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Fit(ModelInfo info, Batch<T> batch)
    {
        for (int i = 1; i < info.Inputs.Count; i++)
        {
            if (!batch.MoreInputs.ContainsKey(info.Inputs[i].Name))
            {
                throw new ArgumentException(
                    $"{nameof(batch.MoreInputs)} has no '{info.Inputs[i].Name}', which {info.Name} reads.",
                    nameof(batch));
            }
        }

        if (batch.MoreInputs.Count != info.Inputs.Count - 1)
            throw Unknown(info, batch);
        for (int i = 0; i < info.Inputs.Count; i++)
            Fit(info, batch, i);
    }

    private static void Fit(ModelInfo info, Batch<T> batch, int number)
    {
        InputInfo input = info.Inputs[number];
        BatchInput<T> given = batch.Input(info, number);
        if (given.HasTokens != input.Vocabulary > 0)
        {
            throw new ArgumentException(
                number == 0
                    ? $"{info.Name} reads {Kind(input)}; the batch holds the other."
                    : $"{Name(info, number)} holds {(given.HasTokens ? "tokens" : "features")}; {info.Name} reads "
                        + $"{Kind(input)}.",
                nameof(batch));
        }

        if (given.PerStep != input.PerStep)
        {
            throw new ArgumentException(
                $"{Name(info, number)} has {(given.PerStep ? "a value at each step" : "one value a row")}; {info.Name} "
                    + $"reads {(input.PerStep ? "one at each step" : "one a row")} of '{input.Name}'.",
                nameof(batch));
        }

        if (input.PerStep)
            AxisFits(info, batch, number, given);
        if (given.HasTokens)
            TokensFit(info, batch.Rows, number, given);
        else
            FeaturesFit(info, batch.Rows, number, given);
    }

    private static void AxisFits(ModelInfo info, Batch<T> batch, int number, in BatchInput<T> given)
    {
        int axis = info.Inputs[number].Axis;
        int expected = info.Axes[axis].FixedSteps;
        if (expected != 0 && given.Steps != expected)
            BatchChecks<T>.Steps(info, axis, given.Steps, number == 0 ? nameof(batch) : Name(info, number));
        if (!given.Lengths.IsEmpty && given.Lengths.Length != batch.Rows)
        {
            throw new ArgumentException(
                $"{Member(info, number, nameof(batch.Lengths))} has {given.Lengths.Length} elements; one length for "
                    + $"each of {batch.Rows} rows is needed.",
                nameof(batch));
        }

        int first = info.FirstInputOn(axis);
        if (first == number)
            return;
        BatchInput<T> other = batch.Input(info, first);
        if (given.Steps != other.Steps)
        {
            throw Differs(
                info, first, number, $"{other.Steps} steps of one and {given.Steps} of the other are there");
        }

        if (given.Lengths.Equals(other.Lengths))
            return;
        for (int row = 0; row < batch.Rows; row++)
        {
            int one = LengthOf(other, row), another = LengthOf(given, row);
            if (one != another)
                throw Differs(info, first, number, $"row {row} has {one} steps of one and {another} of the other");
        }
    }

    private static void TokensFit(ModelInfo info, int rows, int number, in BatchInput<T> given)
    {
        if (given.Tokens.Length != (long)rows * given.Steps)
        {
            throw Misfit(
                info, number, nameof(given.Tokens), given.Tokens.Length, (long)rows * given.Steps,
                $"{rows} rows x {given.Steps} steps");
        }

        ReadOnlySpan<int> tokens = given.Tokens.Span;
        int vocabulary = info.Inputs[number].Vocabulary;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<int> valid = tokens.Slice(row * given.Steps, LengthOf(given, row));
            if (Require.FirstUnknown(valid, vocabulary) >= 0)
                Require.Tokens(valid, vocabulary, Member(info, number, nameof(given.Tokens)));
        }
    }

    // What lies beyond a row's length is never read and may be anything.
    private static void FeaturesFit(ModelInfo info, int rows, int number, in BatchInput<T> given)
    {
        InputInfo input = info.Inputs[number];
        int steps = input.PerStep ? given.Steps : 1;
        int width = steps * input.Features;
        if (given.Features.Length != (long)rows * width)
        {
            throw Misfit(
                info, number, nameof(given.Features), given.Features.Length, (long)rows * width,
                input.PerStep
                    ? $"{rows} rows x {steps} steps x {input.Features} features"
                    : $"{rows} rows x {input.Features} features");
        }

        ReadOnlySpan<T> features = given.Features.Span;
        for (int row = 0; row < rows; row++)
        {
            int valid = input.PerStep ? LengthOf(given, row) : 1;
            ReadOnlySpan<T> values = features.Slice(row * width, valid * input.Features);
            if (Require.FirstNaN(values) >= 0)
                Require.NoNaN(values, Member(info, number, nameof(given.Features)));
        }
    }

    private static int LengthOf(in BatchInput<T> input, int row) =>
        input.Lengths.IsEmpty ? input.Steps : input.Lengths.Span[row];

    private static string Kind(InputInfo input) => input.Vocabulary > 0 ? "tokens" : "features";

    private static string Name(ModelInfo info, int number) => number == 0
        ? "The batch" : $"{nameof(Batch<T>.MoreInputs)}[\"{info.Inputs[number].Name}\"]";

    private static string Member(ModelInfo info, int number, string member) =>
        number == 0 ? member : $"{Name(info, number)}.{member}";

    private static ArgumentException Misfit(
        ModelInfo info, int number, string member, int actual, long expected, string shape)
    {
        string argument = Member(info, number, member);
        return new ArgumentException($"{argument} has {actual} elements; {shape} needs {expected}.", argument);
    }

    private static ArgumentException Differs(ModelInfo info, int first, int number, string problem)
    {
        string axis = info.Axes[info.Inputs[number].Axis].Name;
        return new ArgumentException(
            $"'{info.Inputs[first].Name}' and '{info.Inputs[number].Name}' are both on the axis '{axis}' of "
                + $"{info.Name} and need the same lengths; {problem}.",
            nameof(Batch<T>.MoreInputs));
    }

    private static ArgumentException Unknown(ModelInfo info, Batch<T> batch)
    {
        string unknown = batch.MoreInputs.Keys.First(name => info.Inputs.Skip(1).All(input => input.Name != name));
        string reason = unknown == info.Inputs[0].Name
            ? $"which is the first input of {info.Name} and the batch's own"
            : $"which {info.Name} does not read; it reads {string.Join(", ", info.Inputs.Select(static i => i.Name))}";
        return new ArgumentException($"{nameof(batch.MoreInputs)} names '{unknown}', {reason}.", nameof(batch));
    }
}
