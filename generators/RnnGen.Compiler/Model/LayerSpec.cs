namespace RnnGen.Compiler.Model;

/// <summary>One layer of a stack, as declared.</summary>
internal abstract record LayerSpec
{
    /// <summary>The declared name, or null for kind and number.</summary>
    public string? Name { get; init; }

    /// <summary>Whether training leaves its tensors as they are unless told otherwise.</summary>
    public bool Frozen { get; init; }
}
