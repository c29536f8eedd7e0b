namespace RnnGen;

/// <summary>Checks of what a call was given; each throws with the argument, the expected and the actual.</summary>
internal static class Require
{
    public static void Length(int actual, long expected, string argument)
    {
        if (actual != expected)
            throw new ArgumentException($"{argument} has {actual} elements; {expected} are needed.", argument);
    }

    public static void Length(
        int actual,
        long expected,
        string argument,
        [InterpolatedStringHandlerArgument(nameof(actual), nameof(expected))] ref ShapeText shape)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                $"{argument} has {actual} elements; {shape.ToStringAndClear()} needs {expected}.", argument);
        }
    }

    public static void Lengths(ReadOnlySpan<int> lengths, int steps, string argument)
    {
        if (FirstBeyond(lengths, steps) is >= 0 and int row)
        {
            throw new ArgumentOutOfRangeException(
                argument,
                lengths[row],
                $"{argument} has {lengths[row]} at row {row}; 0 to {steps} steps are there.");
        }
    }

    /// <summary>Index of the first length that is not from 0 to a number of steps, or -1.</summary>
    public static int FirstBeyond(ReadOnlySpan<int> lengths, int steps)
    {
        for (int row = 0; row < lengths.Length; row++)
        {
            if ((uint)lengths[row] > (uint)steps)
                return row;
        }

        return -1;
    }

    public static int Multiple(int actual, int factor, string argument)
    {
        if (actual % factor != 0)
        {
            throw new ArgumentException(
                $"{argument} has {actual} elements, which is not a multiple of {factor}.", argument);
        }

        return actual / factor;
    }

    public static void Class(int actual, int classes, int ignored, string argument)
    {
        if ((uint)actual >= (uint)classes && actual != ignored)
        {
            throw new ArgumentOutOfRangeException(
                argument,
                actual,
                $"{argument} has class {actual}; classes are 0 to {classes - 1} (or {ignored}, ignored).");
        }
    }

    public static void Class(int actual, int classes, string argument)
    {
        if ((uint)actual >= (uint)classes)
        {
            throw new ArgumentOutOfRangeException(
                argument, actual, $"{argument} has class {actual}; classes are 0 to {classes - 1}.");
        }
    }

    public static double[]? Weights(IReadOnlyList<double>? weights, int outputs, string member)
    {
        if (weights == null)
            return null;
        if (weights.Count != outputs)
        {
            throw new ArgumentException(
                $"{member} has {weights.Count} weights; the output has {outputs} units.", member);
        }

        return [.. weights];
    }

    /// <summary>Throws where a value is NaN, naming the first.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void NoNaN<T>(ReadOnlySpan<T> values, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (FirstNaN(values) is >= 0 and int i)
            throw new ArgumentException($"{argument} has NaN at element {i}.", argument);
    }

    /// <summary>Index of the first NaN, or -1.</summary>
    public static int FirstNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var some = new Vector<T>(values[i..]);
                if (!Vector.EqualsAll(some, some))
                    break;
            }
        }

        for (; i < values.Length; i++)
        {
            if (T.IsNaN(values[i]))
                return i;
        }

        return -1;
    }

    public static void Tokens(ReadOnlySpan<int> tokens, int vocabulary, string argument)
    {
        if (FirstUnknown(tokens, vocabulary) is >= 0 and int i)
        {
            throw new ArgumentOutOfRangeException(
                argument,
                tokens[i],
                $"{argument} has token {tokens[i]} at element {i}; the model knows 0 to {vocabulary - 1}.");
        }
    }

    /// <summary>Index of the first token that is not in the vocabulary, or -1.</summary>
    public static int FirstUnknown(ReadOnlySpan<int> tokens, int vocabulary)
    {
        for (int i = 0; i < tokens.Length; i++)
        {
            if ((uint)tokens[i] >= (uint)vocabulary)
                return i;
        }

        return -1;
    }
}
