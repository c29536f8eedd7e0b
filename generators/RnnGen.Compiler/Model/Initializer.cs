namespace RnnGen.Compiler.Model;

/// <summary>Weight initialisers; the members equal those of <c>RnnGen.Initializer</c> by name and value.</summary>
internal enum Initializer
{
    /// <summary>PyTorch's: U(+-1/sqrt H) in recurrent layers, U(+-1/sqrt in) in Dense.</summary>
    Default,
    Zeros,
    Ones,
    GlorotUniform,
    GlorotNormal,
    HeUniform,
    HeNormal,
    Orthogonal,
    Identity,
}
