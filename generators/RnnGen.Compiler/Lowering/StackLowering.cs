using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>Turns a stack into regions, once for training (with its dropout) and once for evaluation (without).</summary>
internal static class StackLowering
{
    /// <summary>Lowers a stack; <paramref name="sites"/> is shared by the training and the evaluation form.</summary>
    public static Network Run(ModelSpec spec, bool training, SiteSet sites)
    {
        var network = new NetworkBuilder(spec, [new Axis(0, "time", spec.Input.Steps)], training, sites);
        IReadOnlyList<string> names = LayerNames.Of(spec.Layers);
        NetworkInput? features = spec.Input.IsTokens ? null : NetworkBuilder.Input("x", 0, 0, spec.Input.Features);
        var value = new LayerValue(features is null ? [] : [features.Chunk!]);
        for (var i = 0; i < spec.Layers.Count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            string name = names[i];
            int known = network.Tensors.All.Count;
            value = new LayerLowering(network, name, name, $"layers[{i}]", $"layers[{i}]").Lower(layer, value);
            network.Close(name, layer, value.PerStep, value.Width, known);
        }

        return network.Finish(
            [features ?? network.TokenInput("x", 0, 0)], [new NetworkOutput("y", value.Chunks, spec.Loss)]);
    }
}
