namespace RnnGen.Ilgpu.Training;

/// <summary>
/// Kernels that convert to double are two: generic code knows its float type only when it runs, and chooses here.
/// </summary>
internal static class FloatKernels
{
    /// <summary>The one of two kernels that takes these arguments.</summary>
    public static Action<TArguments> Choose<TArguments>(Delegate single, Delegate @double)
        where TArguments : struct => single as Action<TArguments> ?? (Action<TArguments>)@double;
}
