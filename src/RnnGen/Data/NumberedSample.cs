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

    /// <summary>A decoder's whole sample as the model reads it.</summary>
    public NumberedSample<T> Unfold(ModelInfo info) => info.Step == null ? this
        : new NumberedSample<T>(Number, StepSamples<T>.Unfold(info, Sample));
}
