namespace RnnGen.Compiler.Graph;

/// <summary>How well a key matches a query.</summary>
internal enum ScoreKind
{
    /// <summary>scale q . k.</summary>
    Dot,

    /// <summary>v . tanh(q + k).</summary>
    Additive,
}
