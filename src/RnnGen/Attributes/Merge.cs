namespace RnnGen;

/// <summary>How the two directions of a layer are joined.</summary>
public enum Merge
{
    /// <summary>Forward units, then backward units.</summary>
    Concat,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Their product.</summary>
    Multiply,

    /// <summary>Half their sum.</summary>
    Average,
}
