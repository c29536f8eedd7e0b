using RnnGen.Program;

namespace RnnGen;

/// <summary>What a head of a model gave for a batch, in arrays of its own.</summary>
/// <typeparam name="T">The float type.</typeparam>
public sealed class Outputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ModelInfo _info;
    private readonly IReadOnlyList<Outputs<T>> _heads;

    internal Outputs(
        ModelInfo info, int head, int rows, int steps, T[] values, T[] finalStates, IReadOnlyList<Outputs<T>> heads)
    {
        _info = info;
        _heads = heads;
        Head = info.Heads[head].Name;
        Rows = rows;
        Steps = steps;
        Width = info.Heads[head].Width;
        Values = values;
        FinalStates = finalStates;
    }

    /// <summary>Name of the head.</summary>
    public string Head { get; }

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

    /// <summary>What another head gave for the same batch.</summary>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">There is no such head.</exception>
    public Outputs<T> Of(string head) => _heads[_info.Head(head)];

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
