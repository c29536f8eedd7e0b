using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// The order in which the operands of a phase are multiplied: that of the terms, so that a pre-activation is summed as it
/// is written. Operands that no sum has in common keep the order of the equations, and so do those that two sums have the
/// other way round.
/// </summary>
internal static class TermOrder
{
    public static IReadOnlyList<Node> Of(IReadOnlyDictionary<Node, int[]> termPhases, int phase)
    {
        List<Node[]> sums = [.. termPhases
            .Select(pair => pair.Key.Args.Where((_, i) => pair.Value[i] == phase).ToArray())];
        List<Node> open = [.. sums.SelectMany(static operands => operands).Distinct().OrderBy(static node => node.Id)];
        List<Node> order = [];
        while (open.Count > 0)
        {
            Node next = open.Find(candidate => sums.TrueForAll(operands => IsFirst(candidate, operands, open))) ?? open[0];
            open.Remove(next);
            order.Add(next);
        }

        return order;
    }

    /// <summary>Whether no operand that is still open stands before another one in a sum.</summary>
    private static bool IsFirst(Node candidate, Node[] operands, List<Node> open)
    {
        int at = Array.IndexOf(operands, candidate);
        return at < 0 || !operands.Take(at).Any(open.Contains);
    }
}
