namespace RnnGen.Compiler.Graph;

/// <summary>What kind of work an operation is; decides where it is scheduled.</summary>
internal enum OpClass
{
    Leaf,
    Matrix,
    Pointwise,
    Reduction,
}
