using System.Globalization;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Emit;

/// <summary>
/// Prints what a network computes as json, for whoever takes a model elsewhere; <c>docs/adr/0019</c> has the format,
/// <c>RnnGen.Structure.ModelStructure</c> reads it.
/// </summary>
/// <remarks>
/// What the tables of <see cref="InfoEmitter"/> say is not said again. Members that have their default are left out;
/// tensors are numbers of the model's parameters.
/// </remarks>
internal sealed class StructureEmitter(CodeWriter writer, Network network)
{
    private const int Version = 1;

    private readonly Dictionary<int, int> _parameters =
        network.Tensors.Select((tensor, i) => (tensor.Index, i)).ToDictionary(pair => pair.Index, pair => pair.i);

    private readonly Dictionary<Region, int> _regions =
        network.Regions.Select((region, i) => (region, i)).ToDictionary(pair => pair.region, pair => pair.i);

    private readonly Dictionary<string, int> _layers =
        network.Layers.Select((layer, i) => (layer.Name, i)).ToDictionary(pair => pair.Name, pair => pair.i);

    public void Emit()
    {
        writer.Line("public override global::System.ReadOnlySpan<byte> StructureText =>");
        writer.Indented(() =>
        {
            writer.Line("\"\"\"");
            writer.Line($"{{\"version\":{Number(Version)},\"layers\":[");
            Items(network.Layers.Select(Layer));
            writer.Line("],\"regions\":[");
            Items(network.Regions.Select(Region));
            writer.Line("],\"heads\":" + Array(network.Outputs.Select(head => Array(head.Chunks.Select(Value)))) + "}");
            writer.Line("\"\"\"u8;");
        });
    }

    private void Items(IEnumerable<string> items)
    {
        List<string> all = [.. items];
        for (var i = 0; i < all.Count; i++)
            writer.Line(all[i] + (i < all.Count - 1 ? "," : ""));
    }

    private string Layer(LayerSummary layer)
    {
        var members = new JsonMembers().Text("name", layer.Name);
        return layer.Spec switch
        {
            EmbeddingLayer embedding => members.Text("kind", "embedding").Number("units", embedding.Size)
                .Number("vocabulary", embedding.Vocabulary).Number("padding", embedding.PaddingIndex ?? -1, -1),
            DenseLayer dense => members.Text("kind", "dense").Number("units", dense.Units)
                .Member("activation", dense.Activation, Activation.Identity).Number("biases", dense.Bias ? 1 : 0, 1)
                .Text("tied", dense.TiedTo is { } table ? TiedTables.Find(network.Spec, table)?.Name : null),
            AttentionLayer attention => members.Text("kind", "attention").Text("score", attention.Score.ToString())
                .Number("units", attention.Units),
            DropoutLayer => members.Text("kind", "dropout"),
            LayerNormLayer norm => members.Text("kind", "layernorm").Number("epsilon", norm.Epsilon, 0),
            LastStepLayer => members.Text("kind", "laststep"),
            PoolLayer pool => members.Text("kind", pool.Pool == PoolKind.Mean ? "meanpool" : "maxpool"),
            RecurrentLayer recurrent => Recurrent(members.Text("kind", "recurrent"), recurrent),
            _ => members.Text("kind", "crf"),
        } + "}";
    }

    private static JsonMembers Recurrent(JsonMembers members, RecurrentLayer layer)
        => members.Text("cell", layer.CellType).List("sizes", layer.Sizes.Select(Number))
            .List("named", layer.NamedSizes.Select(static size => $"[\"{size.Name}\",{Number(size.Value)}]"))
            .Member("activation", layer.Activation, Activation.Tanh).Flag("activates", layer.Cell.HasActivation)
            .Number("biases", layer.Biases, 1)
            .Flag("bidirectional", layer.Bidirectional).Member("merge", layer.Merge, Merge.Concat)
            .Flag("backwards", layer.GoBackwards).Flag("residual", layer.Residual)
            .Number("zoneout", layer.Zoneout, 0);

    private string Region(Region region)
    {
        var members = new JsonMembers().Text("name", region.Name)
            .Text("kind", region.Kind.ToString().ToLowerInvariant()).Number("axis", region.Axis)
            .Flag("reverse", region.IsReverse).Flag("perRow", !region.PerStep)
            .List("in", region.Inputs.Select(Value));
        if (region.Layer is { } layer)
            members.Number("layer", _layers[layer.Name], -1).Number("stack", layer.Stack);
        switch (region.Kind)
        {
            case RegionKind.Embedding:
                members.Number("table", _parameters[region.Table.Tensor], -1).Number("tokens", region.TokenInput, -1);
                break;
            case RegionKind.Gather:
                members.Number("tokens", region.TokenInput, -1);
                break;
        }

        return (region.Step is { } step ? Step(members, region, step)
            : members.List("out", region.Widths.Select(Number))) + "}";
    }

    private JsonMembers Step(JsonMembers members, Region region, StepGraph step)
    {
        // nodes are numbered again: those that only training reads are not there
        var numbers = new Dictionary<Node, int>();
        List<string> nodes = [];
        foreach (Node root in step.NextStates.Concat(step.Outputs))
            Add(root);
        members.List("states", step.States.Select(static state
            => $"[\"{state.Name}\",{Number(state.Size)}{(state.Initial == 0 ? "" : "," + Number(state.Initial))}]"));
        if (region.InitialStates.Any(static chunk => chunk is not null))
            members.List(
                "start", step.States.Select((_, j) => region.InitialState(j) is { } start ? Value(start) : "null"));
        members.List("memories", step.Memories.Select(Memory));
        members.List("nodes", nodes);
        return members.List("next", step.NextStates.Select(node => Number(numbers[node])))
            .List("out", step.Outputs.Select(node => Number(numbers[node])));

        void Add(Node root)
        {
            var open = new Stack<Node>([root]);
            while (open.Count > 0)
            {
                Node node = open.Peek();
                List<Node> missing = [.. node.Args.Where(arg => !numbers.ContainsKey(arg))];
                if (missing.Count > 0 && !numbers.ContainsKey(node))
                {
                    missing.ForEach(open.Push);
                    continue;
                }

                open.Pop();
                if (numbers.ContainsKey(node))
                    continue;
                numbers.Add(node, nodes.Count);
                nodes.Add(StepNode(node, step, numbers));
            }
        }
    }

    private string StepNode(Node node, StepGraph step, Dictionary<Node, int> numbers)
    {
        string head = $"[\"{OpInfo.Of(node.Op).Name}\"";
        if (node.Op == Op.Constant)
            return $"{head},{Number(node.Value)}]";
        IEnumerable<string> own = node.Op switch
        {
            Op.Input or Op.State => [Number(node.Index)],
            Op.Parameter => Place(step.Parameters[node.Index]),
            Op.Affine => Affine(node, numbers),
            Op.Attend => [Number(node.Index), Number(numbers[node.Args[0]])],
            _ => node.Args.Select(arg => Number(numbers[arg])),
        };
        return $"{head},{Number(node.Size)},{string.Join(",", own)}]";
    }

    private IEnumerable<string> Affine(Node node, Dictionary<Node, int> numbers)
    {
        Accumulator accumulator = node.Accumulator!;
        yield return $"\"{accumulator.Name}\"";
        yield return Array(accumulator.Biases.Select(bias => Array(Place(bias))));
        yield return Array(accumulator.Terms.Select((term, i) => Array(
        [
            Number(numbers[node.Args[i]]), Number(_parameters[term.Tensor]), Number(term.RowOffset),
            Number(term.ColumnOffset),
        ])));
    }

    private string Memory(MemoryTerm memory)
    {
        var members = new JsonMembers().Pair("keys", Value(memory.Keys)).Pair("values", Value(memory.Values))
            .Text("score", memory.Kind.ToString().ToLowerInvariant()).Number("scale", memory.Scale, 1);
        if (memory.Vector is { } vector)
            members.List("vector", Place(vector));
        return members + "}";
    }

    private IEnumerable<string> Place(VectorSlice slice) => [Number(_parameters[slice.Tensor]), Number(slice.Offset)];

    /// <summary>A region and its output; an input of the model is of region -1, a final state is below zero.</summary>
    private string Value(Chunk chunk)
    {
        int output = chunk.FinalState >= 0 ? -1 - chunk.FinalState : chunk.OutputIndex;
        return $"[{Number(chunk.Producer is { } region ? _regions[region] : -1)},{Number(output)}]";
    }

    private static string Array(IEnumerable<string> items) => $"[{string.Join(",", items)}]";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => JsonMembers.Format(value);
}
