using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Lowering;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints the user's half: base class, constructor, predictions, and the summary table as documentation.</summary>
internal static class SurfaceEmitter
{
    public static void Emit(CodeWriter writer, Network network, string program)
    {
        ModelSpec spec = network.Spec;
        Open(writer, spec, 0, () =>
        {
            Documentation(writer, network);
            string type = spec.Precision == Precision.Double ? "double" : "float";
            writer.Block($"{spec.Modifiers} partial class {spec.Name} : global::RnnGen.Model<{type}>".TrimStart(), () =>
            {
                writer.Line("/// <summary>Makes the model with freshly initialised parameters.</summary>");
                writer.Line("/// <param name=\"seed\">What the initial values are drawn from: same seed, same bits.</param>");
                writer.Line($"public {spec.Name}(ulong seed = 0)");
                writer.Indented(() => writer.Line($": base({program}.Instance, seed)"));
                writer.Block(static () => { });
                PredictionEmitter.Emit(writer, spec, PredictionRules.Of(network));
                LayerMethodEmitter.Emit(writer, spec);
            });
        });
    }

    /// <summary>Opens the enclosing types.</summary>
    private static void Open(CodeWriter writer, ModelSpec spec, int depth, Action body)
    {
        if (depth == spec.ContainingTypes.Count)
            body();
        else
            writer.Block(spec.ContainingTypes[depth], () => Open(writer, spec, depth + 1, body));
    }

    private static void Documentation(CodeWriter writer, Network network)
    {
        writer.Line("/// <remarks>");
        writer.Line("/// <list type=\"table\">");
        writer.Line("/// <listheader><term>Layer</term><description>Output, parameters</description></listheader>");
        foreach (LayerSummary layer in network.Layers)
        {
            writer.Line($"/// <item><term>{CodeWriter.Xml(layer.Name)}: {CodeWriter.Xml(layer.Kind)}</term>"
                + $"<description>{layer.Output}, {CodeWriter.Literal(layer.Parameters)}</description></item>");
        }

        long total = network.Layers.Sum(static layer => layer.Parameters);
        writer.Line($"/// <item><term>Total</term><description>{CodeWriter.Literal(total)} parameters</description></item>");
        writer.Line("/// </list>");
        writer.Line("/// </remarks>");
    }
}
