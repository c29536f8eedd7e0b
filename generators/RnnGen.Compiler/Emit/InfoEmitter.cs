using System.Globalization;
using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints what a model is made of: layers, tensors, states, dropout sites, loss.</summary>
internal sealed class InfoEmitter(CodeWriter writer, Network network, StepRegions? steps)
{
    private const string P = "global::RnnGen.Program.";

    public void Emit()
    {
        ModelSpec spec = network.Spec;
        writer.Line($"private static readonly {P}ModelInfo s_info = new()");
        writer.Block("", () =>
        {
            writer.Line($"Name = {CodeWriter.Literal(spec.DisplayName())},");
            List("Axes", network.Axes.Select(static axis
                => $"new({CodeWriter.Literal(axis.Name)}, {Number(axis.FixedSteps)})"), "AxisInfo");
            List("Inputs", network.Inputs.Select(Input), "InputInfo");
            List("Heads", network.Outputs.Select(Head), "HeadInfo");
            writer.Line($"IsCausal = {Bool(network.IsCausal)},");
            List("Layers", network.Layers.Select(Layer), "LayerInfo");
            List("Parameters", network.Tensors.Select(Tensor), "ParameterInfo");
            List<Region> tables = [.. network.Regions.Where(static region => region.Kind == RegionKind.Embedding)];
            if (tables.Count > 0)
                List("TokenTables", tables.Select(Table), "TokenTable");
            if (spec.ActivationBudget > 0)
                writer.Line($"ActivationBudget = {CodeWriter.Literal(spec.ActivationBudget)},");
            List("States", network.States.Select(state
                => $"new({CodeWriter.Literal(state.Name)}, {state.Size}, {CodeWriter.Literal(state.Initial)})"
                    + OnAxis(state.Axis)), "StateInfo");
            List("DropoutSites", network.Sites.Select(Site), "DropoutSite");
            if (network.Alignments.Count > 0)
                List("Alignments", network.Alignments.Select(static one
                    => $"new({CodeWriter.Literal(one.Name)}, {Number(one.Axis)}, {Number(one.MemoryAxis)})"),
                    "AlignmentInfo");
            if (network.Step is { } step)
                Step(step);
        }, "};");
    }

    private void Step(NetworkStep step)
    {
        writer.Line($"Step = new({Number(step.Input)}, {Number(step.Head)}, {Number(step.Start)}, {Number(step.End)})");
        writer.Block("", () =>
        {
            List("States", (steps?.Carried ?? []).Select(static carried
                => State(carried.Region.Name, carried.Region.Step!.States[carried.State])
                    + OnAxis(carried.Region.Axis)), "StateInfo");
            if (steps?.Obstacle is { } obstacle)
                writer.Line($"Obstacle = {CodeWriter.Literal(obstacle)},");
        }, "},");
    }

    private static string State(string region, StepState state)
        => $"new({CodeWriter.Literal(region + "." + state.Name)}, {Number(state.Size)}, "
            + $"{CodeWriter.Literal(state.Initial)})";

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

    private static string Input(NetworkInput input)
        => $"new({CodeWriter.Literal(input.Name)}, {Number(input.Axis)}, {Bool(input.PerStep)}, "
            + $"{Number(input.Features)}, {Number(input.Vocabulary)})";

    private string Head(NetworkOutput head)
        => $"new({CodeWriter.Literal(head.Name)}, {Number(head.Axis)}, {Bool(head.PerStep)}, {Number(head.Width)}, "
            + $"{(head.Loss is null ? "null" : Loss(head, head.Loss))}, {CodeWriter.Literal(head.Weight)})";

    /// <summary>What is said of an axis that is not the first.</summary>
    private static string OnAxis(int axis) => axis == 0 ? "" : $" {{ Axis = {Number(axis)} }}";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private string Tensor(Tensor tensor)
    {
        IEnumerable<string> blocks = tensor.Blocks.Select(block
            => $"new({block.Rows}, {P}InitialKind.{block.Kind}, {CodeWriter.Literal(block.Value)})");
        return $"new({CodeWriter.Literal(tensor.Name)}, {CodeWriter.Literal(network.OffsetOf(tensor.Index))}, "
            + $"{tensor.Rows}, {tensor.Columns}, new {P}InitialBlock[] {{ {string.Join(", ", blocks)} }})"
            + (tensor.IsFrozen ? " { IsFrozen = true }" : "");
    }

    private string Table(Region embedding)
    {
        int tensor = network.Tensors.ToList().FindIndex(tensor => tensor.Index == embedding.Table.Tensor);
        return $"new({Number(tensor)}, {Number(embedding.TokenInput)})";
    }

    private static string Site(Site site)
        => $"new({CodeWriter.Literal(site.Name)}, {site.Width}, {CodeWriter.Literal(site.Rate)}, "
            + $"{Bool(site.PerSequence)}, {P}DropoutKind.{(site.IsZoneout ? "Zoneout" : "Inverted")})"
            + OnAxis(site.Axis);

    /// <summary>The place of a tensor among the model's parameters.</summary>
    private int IndexOf(Tensor tensor) => network.Tensors.TakeWhile(other => other != tensor).Count();

    private string Loss(NetworkOutput head, LossSpec loss)
        => $"new {P}LossInfo {{ Kind = global::RnnGen.LossKind.{loss.Kind}, Reduction = global::RnnGen.Reduction.{loss.Reduction}, "
            + $"IgnoreIndex = {loss.IgnoreIndex}, ClassWeights = {Array(loss.ClassWeights)}, "
            + $"LabelSmoothing = {CodeWriter.Literal(loss.LabelSmoothing)}, PositiveWeights = {Array(loss.PositiveWeights)}, "
            + $"Beta = {CodeWriter.Literal(loss.Beta)}{Own(head, loss)} }}";

    private string Own(NetworkOutput head, LossSpec loss)
    {
        if (loss.Kind == LossKind.Ctc)
            return $", Blank = {loss.Blank}, ZeroInfinity = {Bool(loss.ZeroInfinity)}";
        if (loss.Kind == LossKind.Quantile)
            return $", Level = {CodeWriter.Literal(loss.Level)}";
        if (loss.Kind == LossKind.Objective)
        {
            int number = network.Outputs.TakeWhile(other => other != head).Count();
            return $", Objective = {ObjectiveEmitter.Name(number)}<global::RnnGen.Simd.F64x1>";
        }

        if (loss.Kind != LossKind.Crf)
            return "";
        IEnumerable<int> own = head.Tensors.Select(IndexOf);
        return $", StartEnd = {Bool(loss.StartEnd)}, Scheme = global::RnnGen.TagScheme.{loss.Scheme}, "
            + $"Parameters = new[] {{ {string.Join(", ", own)} }}";
    }

    private static string Array(EquatableArray<double> values)
        => values.Count == 0 ? "null" : $"new[] {{ {string.Join(", ", values.Select(CodeWriter.Literal))} }}";

    private static string Bool(bool value) => value ? "true" : "false";
}
