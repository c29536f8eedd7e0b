namespace RnnGen.Symbolic;

/// <summary>
/// A number for each step of a query and each step of a memory, in the body of a <c>[Forward]</c> method, which may
/// return it beside its outputs. <see cref="Pass{T}.Alignment"/> shows it; nothing learns from it.
/// </summary>
public sealed class Alignment
{
    private Alignment()
    {
    }
}
