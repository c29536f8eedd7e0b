using RnnGen.Compiler.Lowering;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Graph;

/// <summary>A whole model, lowered: regions in order, and the tensors, states and sites they share.</summary>
internal sealed record Network
{
    public required ModelSpec Spec { get; init; }

    public required IReadOnlyList<Region> Regions { get; init; }

    /// <summary>The times that sequences have; the first is that of a model with one.</summary>
    public required IReadOnlyList<Axis> Axes { get; init; }

    public required IReadOnlyList<NetworkInput> Inputs { get; init; }

    /// <summary>The heads, at least one.</summary>
    public required IReadOnlyList<NetworkOutput> Outputs { get; init; }

    /// <summary>Tensors in file order.</summary>
    public required IReadOnlyList<Tensor> Tensors { get; init; }

    /// <summary>Those that losses learn, the last of them.</summary>
    public IEnumerable<Tensor> LossTensors => Outputs.SelectMany(static output => output.Tensors);

    /// <summary>States that whoever runs the model may give an initial value to.</summary>
    public required IReadOnlyList<ModelState> States { get; init; }

    public required IReadOnlyList<Site> Sites { get; init; }

    /// <summary>What mask nodes refer to.</summary>
    public required IReadOnlyList<(int Site, int Column)> MaskViews { get; init; }

    public required IReadOnlyList<LayerSummary> Layers { get; init; }

    /// <summary>What makes it a decoder, or null.</summary>
    public NetworkStep? Step { get; init; }

    /// <summary>What of its attention can be looked at.</summary>
    public IReadOnlyList<NetworkAlignment> Alignments { get; init; } = [];

    /// <summary>Whether an output depends on no later step.</summary>
    public required bool IsCausal { get; init; }

    /// <summary>First float of a tensor in the flat parameters.</summary>
    public long OffsetOf(int tensor)
    {
        long offset = 0;
        foreach (Tensor other in Tensors)
        {
            if (other.Index == tensor)
                return offset;
            offset += other.Length;
        }

        throw new ArgumentOutOfRangeException(nameof(tensor));
    }
}
