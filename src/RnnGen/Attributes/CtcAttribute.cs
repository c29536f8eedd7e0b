namespace RnnGen;

/// <summary>
/// Connectionist temporal classification (Graves et al. 2006) on the outputs of each step as they are (logits), with a
/// list of target classes whose length is the sequence's own: -log of the probability of all ways to write the list
/// along the steps, with repetitions and with blanks between. A mean divides each sequence's loss by its number of
/// targets first, as PyTorch's does.
/// </summary>
public sealed class CtcAttribute : LossAttribute
{
    /// <summary>The output that stands for no label; targets never hold it.</summary>
    public int Blank { get; set; }

    /// <summary>
    /// Whether a sequence with fewer steps than its targets need has the loss 0 and no gradient; otherwise its loss is
    /// infinite, which stops training.
    /// </summary>
    public bool ZeroInfinity { get; set; }
}
