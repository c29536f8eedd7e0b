namespace RnnGen.Program;

/// <summary>
/// Some rows of a batch, whole sequences each, sorted by length (longest first), with the memory they are computed in.
/// Inside, everything is time-major: element (t, row, unit) of a sequence buffer with row stride s is at
/// <c>((t * Rows) + row) * s + unit</c>, and s is the width rounded up to <see cref="Padding"/>.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public readonly unsafe struct Slice<T>
    where T : unmanaged
{
    /// <summary>Rows in this slice; what stands here of rows and steps is of the first axis.</summary>
    public required int Rows { get; init; }

    /// <summary>Steps of the longest row.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether activations are kept and dropout is on.</summary>
    public required bool Training { get; init; }

    /// <summary>Length of each row, not increasing. [Rows]</summary>
    public required int* Lengths { get; init; }

    /// <summary>Number of rows longer than t, for each step t. [Steps]</summary>
    public required int* Active { get; init; }

    /// <summary>The other axes, from the second on; null where there is one.</summary>
    public SliceAxis* Axes { get; init; }

    /// <summary>Tokens of the first input, or null; 0 beyond a row's length. [Steps, Rows]</summary>
    public required int* Tokens { get; init; }

    /// <summary>
    /// Tokens of each further input, from the second on, on the input's axis; null for features, and where there is one
    /// input. [Steps, Rows] each
    /// </summary>
    public int** MoreTokens { get; init; }

    /// <summary>The arena that <see cref="ModelProgram{T}.Plan"/> laid out; its start is 64-byte aligned.</summary>
    public required T* Arena { get; init; }

    /// <summary>The packed weights.</summary>
    public required T* Packed { get; init; }

    /// <summary>The flat parameters.</summary>
    public required T* Parameters { get; init; }

    /// <summary>
    /// The tables that <see cref="ModelProgram{T}.Fold"/> fills; null where they are out of date or there are none.
    /// </summary>
    public T* Folded { get; init; }

    /// <summary>This slice's weight gradients in the packed layout, or null outside training.</summary>
    public required T* Gradients { get; init; }

    /// <summary>Whether Backward computes the gradient of the input features; nobody pays for it otherwise.</summary>
    public bool WantsInputGradient { get; init; }

    /// <summary>Whether states are as declared before the first step: nobody has given others.</summary>
    public bool StartsFromRest { get; init; }

    /// <summary>Whether Backward computes the gradients of the states before the first step.</summary>
    public bool WantsStateGradient { get; init; }

    /// <summary>Who computes this slice; by default the calling thread alone.</summary>
    public Team Team { get; init; }

    /// <summary>Row strides are multiples of this many floats: 64 bytes.</summary>
    public static int Padding => 64 / sizeof(T);
}
