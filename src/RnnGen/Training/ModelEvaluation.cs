namespace RnnGen;

/// <summary>Measures models on data.</summary>
public static class ModelEvaluation
{
    /// <summary>Runs a dataset through a model in evaluation mode: no dropout, nothing moves.</summary>
    /// <param name="model">The model; it must declare a loss.</param>
    /// <param name="data">Samples with targets.</param>
    /// <param name="metrics">What to measure beside the loss; none by default.</param>
    /// <param name="batchSize">Rows of a batch; results do not depend on it, apart from the order of sums.</param>
    /// <param name="carry">
    /// Reads <paramref name="batchSize"/> sequences side by side in pieces of so many steps, each with the states that
    /// the piece before ended with, which takes the memory of one piece; null, the default, for whole sequences.
    /// Results do not depend on it, apart from the order of sums and from metrics that look beyond a step.
    /// </param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="ArgumentException">
    /// There are no samples, or one does not fit the model; the message has its number.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The model declares no loss, or cannot be computed in pieces: it needs later steps, reads several inputs, gives
    /// one output a sequence, has a loss of whole sequences (CRF, CTC), or is declared for a number of steps.
    /// </exception>
    public static Evaluation Evaluate<T>(
        this Model<T> model, Dataset<T> data, IReadOnlyList<Metric>? metrics = null, int batchSize = 64,
        Truncation? carry = null, CancellationToken cancellation = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (carry != null)
            PieceChecks.RequireOutputs(model.Info, nameof(carry));
        using Pass<T> pass = model.CreatePass();
        return new Evaluator<T>(model, pass, metrics ?? [], batchSize, carry).Run(data, cancellation);
    }
}
