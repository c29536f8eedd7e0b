namespace RnnGen.Compiler.Model;

/// <summary>How the two directions of a layer are joined.</summary>
internal enum Merge
{
    Concat,
    Sum,
    Multiply,
    Average,
}
