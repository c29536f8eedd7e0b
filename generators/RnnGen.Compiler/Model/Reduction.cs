namespace RnnGen.Compiler.Model;

/// <summary>How the losses of rows, steps and outputs become one number.</summary>
internal enum Reduction
{
    Mean,
    Sum,
    None,
}
