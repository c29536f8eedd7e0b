namespace RnnGen.Compiler.Graph;

/// <summary>How a region runs.</summary>
internal enum RegionKind
{
    /// <summary>Step by step, with states.</summary>
    Scan,

    /// <summary>All rows at once, without states.</summary>
    Map,

    /// <summary>Tokens to rows of a table.</summary>
    Embedding,

    /// <summary>The same columns in chunks of other sizes.</summary>
    Recut,

    /// <summary>Rows of one axis in the order of another.</summary>
    Reorder,

    /// <summary>The steps of each row from its last to its first.</summary>
    Reverse,

    /// <summary>The steps of each row, of any axis, that tokens number.</summary>
    Gather,
}
