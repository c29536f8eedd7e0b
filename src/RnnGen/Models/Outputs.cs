namespace RnnGen;

/// <summary>What a model gave for a batch, in arrays of its own.</summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed class Outputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal Outputs(int rows, int steps, int width, T[] values, T[] finalStates)
    {
        Rows = rows;
        Steps = steps;
        Width = width;
        Values = values;
        FinalStates = finalStates;
    }

    /// <summary>Rows of the batch.</summary>
    public int Rows { get; }

    /// <summary>Outputs of a row: the batch's steps, or 1 where the model reads out once a sequence.</summary>
    public int Steps { get; }

    /// <summary>Width of an output.</summary>
    public int Width { get; }

    /// <summary>The outputs, zero beyond a row's length. [Rows, Steps, Width]</summary>
    public T[] Values { get; }

    /// <summary>
    /// Final values of the states of <see cref="Program.ModelInfo.States"/>, one state after the other. [Rows, Size]
    /// each
    /// </summary>
    public T[] FinalStates { get; }

    /// <summary>One output.</summary>
    /// <param name="row">The row.</param>
    /// <param name="step">The step; 0 where the model reads out once a sequence.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or the step does not exist.</exception>
    public ReadOnlySpan<T> this[int row, int step = 0]
    {
        get
        {
            if ((uint)row >= (uint)Rows)
                throw new ArgumentOutOfRangeException(nameof(row), row, $"There are {Rows} rows.");
            if ((uint)step >= (uint)Steps)
                throw new ArgumentOutOfRangeException(nameof(step), step, $"There are {Steps} steps.");
            return Values.AsSpan(((row * Steps) + step) * Width, Width);
        }
    }
}
