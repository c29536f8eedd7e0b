using RnnGen.Compiler.Autodiff;
using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Passes;

/// <summary>
/// Decides which forward values the backward pass reads from memory. Values that are kept anyway cost nothing; sigmoid,
/// tanh and the like are saved; a cheap value is computed again unless that would need more than one further save.
/// </summary>
internal sealed class SaveOrRecompute
{
    private readonly HashSet<Node> _forward;
    private readonly Func<Node, bool> _isKept;
    private readonly HashSet<Node> _saved = [];
    private readonly HashSet<Node> _visited = [];

    private SaveOrRecompute(HashSet<Node> forward, Func<Node, bool> isKept)
    {
        _forward = forward;
        _isKept = isKept;
    }

    /// <summary>The values to save, in the order of the equations.</summary>
    public static IReadOnlyList<Node> Run(HashSet<Node> forward, StepGradient gradient, Func<Node, bool> isKept)
    {
        var pass = new SaveOrRecompute(forward, isKept);
        IEnumerable<Node> roots = gradient.Accumulators.Values.Concat(gradient.States).Concat(gradient.Parameters)
            .Concat(gradient.Inputs.Select(static input => input.Direct).OfType<Node>());
        foreach (Node root in roots)
            pass.Visit(root);
        return [.. pass._saved.OrderBy(static node => node.Id)];
    }

    private void Visit(Node node)
    {
        if (!_visited.Add(node))
            return;
        if (_forward.Contains(node))
        {
            Demand(node);
            return;
        }

        foreach (Node arg in node.Args)
            Visit(arg);
    }

    private void Demand(Node node)
    {
        if (IsFree(node))
            return;
        if (Saves(node) is var saves && (saves.Contains(node) || saves.Count > 1))
        {
            _saved.Add(node);
            return;
        }

        _saved.UnionWith(saves);
    }

    private bool IsFree(Node node)
        => node.Op == Op.Constant || _isKept(node) || _saved.Contains(node);

    /// <summary>What would have to be saved so that a value can be computed in the backward pass.</summary>
    private HashSet<Node> Saves(Node node)
    {
        if (IsFree(node))
            return [];
        if (!OpInfo.Of(node.Op).IsCheap)
            return [node];
        var saves = new HashSet<Node>();
        foreach (Node arg in node.Args)
            saves.UnionWith(Saves(arg));
        return saves;
    }
}
