namespace RnnGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, ICLR 2019): p *= 1 - lr wd before the step, and the moments
/// never see the decay.
/// </summary>
public sealed class AdamW : Adam
{
    /// <summary>AdamW with a step size and a weight decay of 0.01.</summary>
    public AdamW(double learningRate = 1e-3)
        : base(learningRate) => WeightDecay = 1e-2;

    private protected override bool Decoupled => true;
}
