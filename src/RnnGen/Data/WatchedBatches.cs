namespace RnnGen;

/// <summary>Batches that remember whether their data were refused.</summary>
internal sealed class WatchedBatches<T>(IBatches<T> batches) : IBatches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>
    /// Whether reading or making a batch has failed for what the data hold: a sample does not fit, a text is none of
    /// its format, a token is in no vocabulary. Any other failure, as of a disk, may pass.
    /// </summary>
    public bool AreRefused { get; private set; }

    public int Samples => batches.Samples;

    public bool MoveNext()
    {
        try
        {
            return batches.MoveNext();
        }
        catch (Exception e) when (Watch(e))
        {
            throw;
        }
    }

    public Batch<T> Build(BatchBuilder<T> builder)
    {
        try
        {
            return batches.Build(builder);
        }
        catch (Exception e) when (Watch(e))
        {
            throw;
        }
    }

    public void Carry(Pass<T> pass) => batches.Carry(pass);

    public void Dispose() => batches.Dispose();

    /// <summary>A filter that only looks.</summary>
    private bool Watch(Exception e)
    {
        AreRefused |= e is ArgumentException or FormatException or KeyNotFoundException;
        return false;
    }
}
