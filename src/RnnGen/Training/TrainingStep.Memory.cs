namespace RnnGen;

public sealed partial class TrainingStep<T>
{
    /// <summary>
    /// Bytes that activations may take; 0 for no limit. Where a batch's take more, its time is computed in segments,
    /// each twice forward, so that those of one segment are kept at a time. Outputs, losses and dropout are the same;
    /// gradients are summed segment by segment, so their last bits depend on it. By default what the model declares.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model needs later steps (the message has the layer), has a loss of whole sequences (CRF, CTC), or reads
    /// several inputs.
    /// </exception>
    public long ActivationBudget
    {
        get => Pass.ActivationBudget;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(ActivationBudget));
            if (value > 0)
                PieceChecks.RequireCausal(_model.Info, nameof(ActivationBudget));
            Pass.ActivationBudget = value;
        }
    }
}
