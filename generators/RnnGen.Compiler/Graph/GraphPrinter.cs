using System.Globalization;
using System.Text;

namespace RnnGen.Compiler.Graph;

/// <summary>Prints step graphs, one node a line, for snapshots and for whoever wants to see what was understood.</summary>
internal static class GraphPrinter
{
    /// <summary>The equations of a region as they were lowered.</summary>
    public static string Print(Region region)
    {
        var text = new StringBuilder();
        text.Append("region ").Append(region.Name).Append(' ').Append(region.Kind.ToString().ToLowerInvariant());
        text.Append(region.IsReverse ? " reverse\n" : "\n");
        if (region.Step is not { } step)
            return text.ToString();
        IEnumerable<Node> roots = step.NextStates.Concat(step.Outputs);
        foreach (Node node in Reachable(roots))
            text.Append("  ").Append(Print(node)).Append('\n');
        for (var j = 0; j < step.States.Count; j++)
            text.Append("  next ").Append(step.States[j].Name).Append(" = ").Append(Name(step.NextStates[j]))
                .Append('\n');
        foreach (Node output in step.Outputs)
            text.Append("  output = ").Append(Name(output)).Append('\n');
        return text.ToString();
    }

    /// <summary>One node: number, size, name, operation and operands.</summary>
    public static string Print(Node node)
    {
        string size = node.Size > 0 ? $" [{Number(node.Size)}]" : "";
        string name = node.Name is null ? "" : $" {node.Name}";
        string operands = string.Concat(node.Args.Select(static arg => " " + Name(arg)));
        string detail = node.Op switch
        {
            Op.Affine => $" bias x{node.Accumulator!.Biases.Count}",
            Op.Input or Op.State or Op.Parameter or Op.Mask or Op.NextStateGradient or Op.OutputGradient
                or Op.Attend or Op.AttendGradient => $" {Number(node.Index)}",
            _ => "",
        };
        return $"{Name(node)}{size}{name} = {OpInfo.Of(node.Op).Name}{detail}{operands}";
    }

    private static string Name(Node node)
        => node.Op == Op.Constant ? node.Value.ToString("R", CultureInfo.InvariantCulture) : "%" + Number(node.Id);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Everything that roots depend on, operands first.</summary>
    public static IEnumerable<Node> Reachable(IEnumerable<Node> roots)
    {
        var seen = new SortedDictionary<int, Node>();
        var open = new Stack<Node>(roots);
        while (open.Count > 0)
        {
            Node node = open.Pop();
            if (node.Op == Op.Constant || seen.ContainsKey(node.Id))
                continue;
            seen.Add(node.Id, node);
            foreach (Node arg in node.Args)
                open.Push(arg);
        }

        return seen.Values;
    }
}
