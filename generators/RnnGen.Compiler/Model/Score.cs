namespace RnnGen.Compiler.Model;

/// <summary>How an attention scores keys; as the runtime's enum of this name.</summary>
internal enum Score
{
    Dot,
    ScaledDot,
    General,
    Concat,
    Additive,
}
