using System.ComponentModel;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// The loss of one output, as the host computes it; emitted code brings those of declared objectives.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementLoss
{
    /// <summary>The loss and its derivative by the output.</summary>
    /// <param name="output">The output.</param>
    /// <param name="target">Its target.</param>
    /// <param name="weight">The output's weight of positive targets.</param>
    /// <param name="gradient">Receives the derivative.</param>
    double Element(double output, double target, double weight, out double gradient);
}
