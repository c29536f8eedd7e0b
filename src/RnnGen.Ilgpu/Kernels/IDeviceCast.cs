namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// Conversions between the float type and double inside of kernels, where <c>T.CreateTruncating</c> does not compile.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal interface IDeviceCast<T>
    where T : unmanaged
{
    /// <summary>A float as double; exact.</summary>
    double ToDouble(T value);

    /// <summary>A double rounded to the float type.</summary>
    T FromDouble(double value);
}
