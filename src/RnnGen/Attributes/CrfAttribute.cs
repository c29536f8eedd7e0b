namespace RnnGen;

/// <summary>
/// Linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) on the outputs of each step as they are
/// (emissions) with a target class a step. A path's score is the sum of its emissions, of a learned transition from
/// each class to the next (<c>crf.transitions</c> [from, to]) and of the first and last class's own
/// (<c>crf.start</c>, <c>crf.end</c>); the loss of a sequence is -log of the target path's share of e^score among all
/// paths, and the mean is that of the sequences. Predicted is the path with the best score.
/// </summary>
public sealed class CrfAttribute : LossAttribute
{
    /// <summary>Whether the first and the last class have learned scores.</summary>
    public bool StartEnd { get; set; } = true;

    /// <summary>
    /// What paths are predicted from, by <see cref="Model.ClassNames"/>: predictions and their probabilities know only
    /// paths that the scheme allows. Training's likelihood is that of all paths.
    /// </summary>
    public TagScheme Scheme { get; set; }
}
