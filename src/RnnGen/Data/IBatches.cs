namespace RnnGen;

/// <summary>An epoch's batches, one after the other.</summary>
internal interface IBatches<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Samples that the batches up to the current one have begun.</summary>
    int Samples { get; }

    /// <summary>Goes to the next batch; false, however often it is asked, after the last.</summary>
    bool MoveNext();

    /// <summary>Makes the current batch.</summary>
    Batch<T> Build(BatchBuilder<T> builder);

    /// <summary>Takes the states that the current batch has ended with, where the next one goes on from them.</summary>
    void Carry(Pass<T> pass);
}
