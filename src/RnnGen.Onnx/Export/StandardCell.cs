using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx.Export;

/// <summary>A region that is a cell of which ONNX has a node.</summary>
internal sealed record StandardCell(
    RegionStructure Region, LayerStructure Layer, CellForm Form, RnnActivation? Activation)
{
    /// <summary>The cell of a region; null where it is none, or more than the node computes.</summary>
    public static StandardCell? Of(ModelStructure structure, RegionStructure region)
    {
        if (region.Layer < 0 || structure.Layers[region.Layer] is not { Zoneout: 0 } layer
            || CellForm.Of(layer.Cell) is not { } form || region.Outputs.Any(output => output != region.NextStates[0]))
            return null;
        RnnActivation? activation = form.Node == "RNN"
            ? RnnActivation.All.FirstOrDefault(one => one.Activation == layer.Activation) : null;
        return form.Node == "RNN" && activation is null ? null : new StandardCell(region, layer, form, activation);
    }

    /// <summary>Whether another region is the same layer from the end of what this one reads from the start.</summary>
    public bool IsOtherDirection(RegionStructure other)
        => other.Layer == Region.Layer && other.Stack == Region.Stack && !Region.IsReverse && other.IsReverse
            && other.Inputs.SequenceEqual(Region.Inputs)
            && other.Outputs.All(output => output == other.NextStates[0]);
}
