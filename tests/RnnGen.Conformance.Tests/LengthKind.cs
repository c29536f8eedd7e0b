namespace RnnGen.Conformance.Tests;

/// <summary>How the lengths of a batch's rows compare.</summary>
public enum LengthKind
{
    /// <summary>All rows are as long as the batch.</summary>
    Equal,

    /// <summary>In any order, the longest not first.</summary>
    Ragged,

    /// <summary>Ragged, with a row of length 0.</summary>
    WithEmptyRow,
}
