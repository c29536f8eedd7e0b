namespace RnnGen.Symbolic;

/// <summary>
/// A token at every step of a sequence: the parameter of a <c>[Forward]</c> method, which a layer method with
/// <see cref="EmbeddingAttribute"/> turns into vectors. [B, T]
/// </summary>
public sealed class Tokens
{
    private Tokens()
    {
    }
}
