namespace RnnGen.Compiler.Graph;

/// <summary>How a block of rows starts; <c>Kind</c> is a member of <c>RnnGen.Program.InitialKind</c>.</summary>
internal sealed record TensorBlock(int Rows, string Kind, double Value)
{
    /// <summary>Blocks drawn element by element join; an orthogonal or unit matrix is one of its own.</summary>
    public bool CanContinueWith(TensorBlock next)
        => Kind == next.Kind && Value.Equals(next.Value) && Kind is ("Constant" or "Uniform" or "Normal");
}
