namespace RnnGen;

/// <summary>What has been said: a tree from each token to the one before, since sequences share beginnings.</summary>
internal sealed class TokenTrail(int capacity)
{
    /// <summary>What stands before the first token.</summary>
    public const int Root = -1;

    private Node[] _nodes = new Node[capacity];
    private int _count;

    /// <summary>Forgets everything.</summary>
    public void Clear() => _count = 0;

    /// <summary>Adds a token behind another and gives its number.</summary>
    public int Add(int before, int token, double score)
    {
        if (_count == _nodes.Length)
            Array.Resize(ref _nodes, checked(2 * _count));
        _nodes[_count] = new Node(before, before == Root ? 1 : _nodes[before].Length + 1, token, score);
        return _count++;
    }

    /// <summary>The tokens up to one of them, and their scores.</summary>
    public (int[] Tokens, double[] Scores) To(int last)
    {
        int length = last == Root ? 0 : _nodes[last].Length;
        var tokens = new int[length];
        var scores = new double[length];
        for (int i = length - 1; i >= 0; i--)
        {
            ref readonly Node node = ref _nodes[last];
            (tokens[i], scores[i], last) = (node.Token, node.Score, node.Before);
        }

        return (tokens, scores);
    }

    private readonly record struct Node(int Before, int Length, int Token, double Score);
}
