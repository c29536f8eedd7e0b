using System.Diagnostics.CodeAnalysis;

namespace RnnGen;

/// <summary>
/// Samples to train or evaluate on, one epoch after the other. Arrays and lists of samples convert to it; data larger
/// than memory come from <see cref="Dataset.Stream{T}"/>.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
public abstract class Dataset<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private protected Dataset()
    {
    }

    /// <summary>Number of samples of an epoch, or null where only reading them tells.</summary>
    public abstract int? Count { get; }

    /// <summary>The samples, where all of them are in memory; otherwise null.</summary>
    internal virtual IReadOnlyList<Sample<T>>? InMemory => null;

    /// <summary>Steps of the longest sample, or 0 where only reading them tells.</summary>
    internal abstract int LongestSample { get; }

    /// <summary>Classes of the longest list of them, or 0 where only reading them tells.</summary>
    internal abstract int LongestList { get; }

    /// <summary>Steps of all samples together, or null where only reading them tells.</summary>
    internal abstract long? Steps { get; }

    /// <summary>An epoch's samples; the order is a function of the key alone.</summary>
    /// <param name="shuffleKey">What the order is drawn from, or null for the order as given.</param>
    internal abstract IEnumerable<NumberedSample<T>> Epoch(ulong? shuffleKey);

    /// <summary>The samples of an array; none of null.</summary>
    [return: NotNullIfNotNull(nameof(samples))]
    public static implicit operator Dataset<T>?(Sample<T>[]? samples) =>
        samples == null ? null : new SampleList<T>(samples);

    /// <summary>The samples of a list; none of null.</summary>
    [return: NotNullIfNotNull(nameof(samples))]
    public static implicit operator Dataset<T>?(List<Sample<T>>? samples) =>
        samples == null ? null : new SampleList<T>(samples);
}
