namespace RnnGen.Compiler.Graph;

/// <summary>Nodes that compute the same: one operation over the same operands. Operands are shared already.</summary>
internal sealed class NodeEquality : IEqualityComparer<Node>
{
    public static NodeEquality Instance { get; } = new();

    public bool Equals(Node x, Node y)
        => x.Op == y.Op && x.Size == y.Size && x.Index == y.Index && ReferenceEquals(x.Accumulator, y.Accumulator)
            && BitConverter.DoubleToInt64Bits(x.Value) == BitConverter.DoubleToInt64Bits(y.Value)
            && x.Args.SequenceEqual(y.Args) && x.TransposedTerms.SequenceEqual(y.TransposedTerms);

    public int GetHashCode(Node node)
    {
        int hash = ((int)node.Op * 31) + node.Size + (node.Index * 8191) + node.Value.GetHashCode();
        foreach (Node arg in node.Args)
            hash = unchecked((hash * 31) + arg.Id);
        return hash;
    }
}
