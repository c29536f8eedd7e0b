namespace Samples;

/// <summary>What a sample takes and does, beside <c>--seed</c>, <c>--epochs</c> and <c>--steps</c>.</summary>
[Flags]
internal enum SampleOptions
{
    None = 0,

    /// <summary><c>--data</c> with a file.</summary>
    DataFile = 1,

    /// <summary><c>--data</c> with a folder.</summary>
    DataFolder = 2,

    /// <summary><c>--plots</c>.</summary>
    Plots = 4,

    /// <summary><c>--device</c>.</summary>
    Device = 8,

    /// <summary>No model is saved beside the program, whose folder may be one for reading only.</summary>
    SavesNothing = 16,
}
