namespace RnnGen.Compiler.Model;

/// <summary>The float type that a model is compiled in.</summary>
internal enum Precision
{
    Single,
    Double,
}
