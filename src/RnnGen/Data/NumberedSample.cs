namespace RnnGen;

/// <summary>A sample and its number in its dataset, for messages.</summary>
internal readonly record struct NumberedSample<T>(int Number, Sample<T> Sample)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
