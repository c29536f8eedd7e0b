namespace RnnGen.Compiler.Tests.Support;

/// <summary>On which axes queries and memory of an <see cref="AttendNetwork"/> are.</summary>
public enum AttendAxes
{
    /// <summary>One axis: whoever asks is asked.</summary>
    One,

    /// <summary>The memory is on the first axis, the query on the second.</summary>
    MemoryFirst,

    /// <summary>The query is on the first axis, the memory on the second.</summary>
    QueryFirst,

    /// <summary>The first axis has neither: the memory is on the second, the query on the third.</summary>
    BothLater,
}
