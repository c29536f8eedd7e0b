using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Lowering;

/// <summary>The tensors that a loss learns.</summary>
internal static class LossTensors
{
    // As far as scores of classes are from each other at the start.
    private const double Bound = 0.1;

    /// <summary>Adds those of a CRF.</summary>
    /// <param name="loss">The declared loss.</param>
    /// <param name="name">What the loss is called among the layers.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <param name="tensors">All tensors of the model.</param>
    public static IReadOnlyList<Tensor> OfCrf(LossSpec loss, string name, int outputs, TensorSet tensors)
    {
        List<Tensor> own = [tensors.Get(name + ".transitions", outputs, 0)];
        if (loss.StartEnd)
            own.AddRange([tensors.Get(name + ".start", 0, 0), tensors.Get(name + ".end", 0, 0)]);
        own.ForEach(tensor => tensor.Append(new TensorBlock(outputs, "Uniform", Bound)));
        return own;
    }
}
