using RnnGen.Program;

namespace RnnGen;

/// <summary>A sample, or a piece of one, and its number in its dataset, for messages.</summary>
internal readonly record struct NumberedSample<T>(int Number, Sample<T> Sample)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The piece's first step.</summary>
    public int First { get; init; }

    /// <summary>Steps of the piece.</summary>
    public int Steps { get; init; } = Sample?.Steps ?? 0;

    /// <summary>Whether what was said follows from a decoder's reply, so that nobody has written it.</summary>
    public bool IsUnfolded { get; private init; }

    /// <summary>A decoder's whole sample as the model reads it.</summary>
    public NumberedSample<T> Unfold(ModelInfo info)
    {
        Sample<T> unfolded = StepSamples<T>.Unfold(info, Sample);
        return ReferenceEquals(unfolded, Sample)
            ? this
            : new NumberedSample<T>(Number, unfolded) { IsUnfolded = true };
    }
}
