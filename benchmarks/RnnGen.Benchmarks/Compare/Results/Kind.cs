namespace RnnGen.Benchmarks.Compare.Results;

/// <summary>What of a workload is timed.</summary>
internal enum Kind
{
    /// <summary>A forward pass of a batch.</summary>
    Forward,

    /// <summary>A training step: forward, loss, backward, clipping, Adam.</summary>
    Training,

    /// <summary>One step of a stream.</summary>
    Stream,
}
