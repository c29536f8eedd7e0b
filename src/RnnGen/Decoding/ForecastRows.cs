namespace RnnGen;

/// <summary>Series that are forecast side by side, in the network's units.</summary>
internal abstract class ForecastRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The next output of each series.</summary>
    /// <param name="outputs">Receives them. [rows, O]</param>
    public abstract void Predict(Span<T> outputs);

    /// <summary>Takes the next step of each series.</summary>
    /// <param name="features">Its features. [rows, F]</param>
    public abstract void Append(ReadOnlySpan<T> features);

    /// <summary>Frees the memory.</summary>
    public abstract void Dispose();
}
