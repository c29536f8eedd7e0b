namespace RnnGen.Onnx;

/// <summary>What of a model goes into a file.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>What the file computes; by default one step of a decoder and all of any other model.</summary>
    public OnnxPart? Part { get; init; }

    /// <summary>
    /// Whether rows may be shorter than the batch: for each time of any length there is an input of lengths
    /// <c>[batch]</c>, int32, called <c>lengths</c> or, of several times, by the time. Otherwise all steps are valid.
    /// </summary>
    public bool Lengths { get; init; } = true;

    /// <summary>
    /// Whether initial states are inputs <c>[batch, units]</c> by the names of the model's states, and final states
    /// outputs by those with <c>.final</c>. Otherwise each state starts where it starts by itself.
    /// </summary>
    public bool States { get; init; }

    /// <summary>
    /// Whether the file is to hold what comes behind the network too: token by token the search of a decoder, the best
    /// path of a CRF, the labels of CTC. ONNX has no loop over tokens that this could be written with, so it is refused
    /// by its name; run the loop around the file.
    /// </summary>
    public bool Decode { get; init; }
}
