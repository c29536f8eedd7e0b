using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>activation(x W + b).</summary>
internal sealed record DenseLink(OnnxNode Node, OnnxTensor Weight, bool IsTransposed) : Link(Node)
{
    public OnnxTensor? Bias { get; init; }

    public Activation Activation { get; init; }

    public int Units => (int)Weight.Shape[IsTransposed ? 0 : 1];

    public int Inputs => (int)Weight.Shape[IsTransposed ? 1 : 0];

    /// <summary>The weight by unit and input.</summary>
    public double At(int unit, int input)
        => Weight.At(IsTransposed ? (unit * Inputs) + input : (input * Units) + unit);
}
