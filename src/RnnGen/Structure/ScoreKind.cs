namespace RnnGen.Structure;

/// <summary>How well a key of a memory matches a query.</summary>
public enum ScoreKind
{
    /// <summary>scale q . k.</summary>
    Dot,

    /// <summary>v . tanh(q + k).</summary>
    Additive,
}
