namespace RnnGen.Structure;

/// <summary>How a region is computed.</summary>
public enum RegionKind
{
    /// <summary>Step by step over the valid steps of each row, with states.</summary>
    Scan,

    /// <summary>Each step, or each row, by itself.</summary>
    Map,

    /// <summary>The rows of a table that tokens select.</summary>
    Embedding,

    /// <summary>The inputs side by side, cut into values of other widths.</summary>
    Recut,

    /// <summary>
    /// Its input: rows stand in another order inside of the library, of which nobody else needs to know.
    /// </summary>
    Reorder,

    /// <summary>The valid steps of each row from the last to the first.</summary>
    Reverse,

    /// <summary>
    /// At each step of tokens the step of its input that the token numbers; zero where there is none.
    /// </summary>
    Gather,
}
