namespace RnnGen.Simd;

/// <summary>A register that knows the exponential a softmax needs.</summary>
/// <typeparam name="TSelf">The register.</typeparam>
internal interface INegativeExp<TSelf>
    where TSelf : unmanaged
{
    /// <summary>
    /// e^a of numbers that are not positive, in half the time of any number's; 0 below
    /// <see cref="FloatConstants.ExpNegligible"/>, NaN of NaN.
    /// </summary>
    static abstract TSelf ExpOfNegative(TSelf a);
}
