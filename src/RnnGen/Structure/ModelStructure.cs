using RnnGen.Program;

namespace RnnGen.Structure;

/// <summary>
/// What a network computes when it is evaluated, as the generator lowered it: layers for whoever moves weights, and
/// regions with their equations for whoever computes it elsewhere. With the parameters it is enough to get the bits of
/// the outputs up to rounding.
/// </summary>
/// <remarks>
/// <para>
/// Regions are computed in their order. Sequences are zero beyond a row's length. A scan goes over the valid steps of a
/// row, from the last to the first where it is reversed; its final states are those after the last step it took, and
/// what it started from where a row has none. A map computes each step, or each row, by itself.
/// </para>
/// <para>The equations of a region are nodes whose operands stand before them; see <see cref="StepNode"/>.</para>
/// </remarks>
public sealed record ModelStructure
{
    /// <summary>The version of the text that this library reads.</summary>
    public const int Version = 1;

    /// <summary>Inputs, axes, heads, states and parameters, which are not said again here.</summary>
    public required ModelInfo Info { get; init; }

    /// <summary>The layers, in the order of <see cref="ModelInfo.Layers"/>.</summary>
    public required IReadOnlyList<LayerStructure> Layers { get; init; }

    /// <summary>
    /// What the numbers of each parameter are for, in the order of <see cref="ModelInfo.Parameters"/>.
    /// </summary>
    public required IReadOnlyList<TensorStructure> Tensors { get; init; }

    /// <summary>What is computed, in this order.</summary>
    public required IReadOnlyList<RegionStructure> Regions { get; init; }

    /// <summary>Of each of <see cref="ModelInfo.Heads"/> the values that it is made of, side by side.</summary>
    public required IReadOnlyList<IReadOnlyList<ValueReference>> Heads { get; init; }

    /// <summary>Reads what the generator wrote.</summary>
    /// <param name="text">The text, json of version 1.</param>
    /// <param name="info">What the model is made of.</param>
    /// <exception cref="InvalidOperationException">
    /// The model has no such text, or one of another version: it was compiled by another version of the generator.
    /// </exception>
    public static ModelStructure Read(ReadOnlySpan<byte> text, ModelInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        return StructureReader.Read(text, info);
    }
}
