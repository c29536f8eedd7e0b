using System.ComponentModel;

namespace RnnGen.Program;

/// <summary>One member's part of the rows or units of an instruction.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The one after the last.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Part(long From, long To)
{
    /// <summary>How many there are.</summary>
    public long Count => To - From;
}
