using System.Globalization;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints what a model is made of: layers, tensors, states, dropout sites, loss.</summary>
internal sealed class InfoEmitter(CodeWriter writer, Network network)
{
    private const string P = "global::RnnGen.Program.";

    public void Emit()
    {
        ModelSpec spec = network.Spec;
        EmbeddingLayer? embedding = spec.Layers.Count > 0 ? spec.Layers[0] as EmbeddingLayer : null;
        writer.Line($"private static readonly {P}ModelInfo s_info = new()");
        writer.Block("", () =>
        {
            writer.Line($"Name = {CodeWriter.Literal(spec.Name)},");
            writer.Line($"Features = {spec.Input.Features},");
            writer.Line($"Vocabulary = {(embedding?.Vocabulary ?? 0).ToString(CultureInfo.InvariantCulture)},");
            writer.Line($"FixedSteps = {spec.Input.Steps},");
            writer.Line($"Outputs = {network.Output.Sum(static chunk => chunk.Size)},");
            writer.Line($"OutputPerStep = {Bool(network.Output.All(static chunk => chunk.PerStep))},");
            writer.Line($"IsCausal = {Bool(network.IsCausal)},");
            List("Layers", network.Layers.Select(Layer), "LayerInfo");
            List("Parameters", network.Tensors.Select(Tensor), "ParameterInfo");
            int[] tables = [.. network.Regions.Where(static region => region.Kind == RegionKind.Embedding)
                .Select(region => network.Tensors.ToList().FindIndex(tensor => tensor.Index == region.Table.Tensor))];
            if (tables.Length > 0)
                writer.Line($"TokenTables = new[] {{ {string.Join(", ", tables)} }},");
            List("States", network.States.Select(state
                => $"new({CodeWriter.Literal(state.Name)}, {state.Size}, {CodeWriter.Literal(state.Initial)})"),
                "StateInfo");
            List("DropoutSites", network.Sites.Select(Site), "DropoutSite");
            writer.Line($"Loss = {(spec.Loss is null ? "null" : Loss(spec.Loss))},");
        }, "};");
    }

    private void List(string name, IEnumerable<string> items, string type)
    {
        List<string> lines = [.. items];
        if (lines.Count == 0)
        {
            writer.Line($"{name} = global::System.Array.Empty<{P}{type}>(),");
            return;
        }

        writer.Line($"{name} = new {P}{type}[]");
        writer.Block("", () =>
        {
            foreach (string line in lines)
                writer.Line(line + ",");
        }, "},");
    }

    private static string Layer(LayerSummary layer)
        => $"new({CodeWriter.Literal(layer.Name)}, {CodeWriter.Literal(layer.Kind)}, "
            + $"{CodeWriter.Literal(layer.Output)}, {CodeWriter.Literal(layer.Parameters)})"
            + (layer.IsCausal ? "" : " { IsCausal = false }");

    private string Tensor(Tensor tensor)
    {
        IEnumerable<string> blocks = tensor.Blocks.Select(block
            => $"new({block.Rows}, {P}InitialKind.{block.Kind}, {CodeWriter.Literal(block.Value)})");
        return $"new({CodeWriter.Literal(tensor.Name)}, {CodeWriter.Literal(network.OffsetOf(tensor.Index))}, "
            + $"{tensor.Rows}, {tensor.Columns}, new {P}InitialBlock[] {{ {string.Join(", ", blocks)} }})";
    }

    private static string Site(Site site)
        => $"new({CodeWriter.Literal(site.Name)}, {site.Width}, {CodeWriter.Literal(site.Rate)}, "
            + $"{Bool(site.PerSequence)}, {P}DropoutKind.{(site.IsZoneout ? "Zoneout" : "Inverted")})";

    private string Loss(LossSpec loss)
        => $"new {P}LossInfo {{ Kind = global::RnnGen.LossKind.{loss.Kind}, Reduction = global::RnnGen.Reduction.{loss.Reduction}, "
            + $"IgnoreIndex = {loss.IgnoreIndex}, ClassWeights = {Array(loss.ClassWeights)}, "
            + $"LabelSmoothing = {CodeWriter.Literal(loss.LabelSmoothing)}, PositiveWeights = {Array(loss.PositiveWeights)}, "
            + $"Beta = {CodeWriter.Literal(loss.Beta)}{Crf(loss)} }}";

    private string Crf(LossSpec loss)
    {
        if (loss.Kind != LossKind.Crf)
            return "";
        int first = network.Tensors.Count - network.LossTensors.Count;
        IEnumerable<int> own = network.LossTensors.Select((_, i) => first + i);
        return $", StartEnd = {Bool(loss.StartEnd)}, Scheme = global::RnnGen.TagScheme.{loss.Scheme}, "
            + $"Parameters = new[] {{ {string.Join(", ", own)} }}";
    }

    private static string Array(EquatableArray<double> values)
        => values.Count == 0 ? "null" : $"new[] {{ {string.Join(", ", values.Select(CodeWriter.Literal))} }}";

    private static string Bool(bool value) => value ? "true" : "false";
}
