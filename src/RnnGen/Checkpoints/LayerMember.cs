namespace RnnGen;

/// <summary>A member of a layer in a text of layers, called there as here in lower case.</summary>
internal enum LayerMember
{
    Name,
    Kind,
    Cell,

    /// <summary>Here only how many there are: the sizes themselves are in the tensors' shapes.</summary>
    Sizes,
    Activation,
    Bidirectional,
    Merge,
    Backwards,
    Residual,
    Zoneout,
    Epsilon,
    Score,

    /// <summary>The embedding whose table is the weight.</summary>
    Tied,

    /// <summary>Of a file only: false where what is left out is not known, instead of its default.</summary>
    Declared,

    /// <summary>Of a model only: whether the cell has an activation that the declaration says.</summary>
    Activates,
}
