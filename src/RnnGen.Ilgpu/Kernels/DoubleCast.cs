namespace RnnGen.Ilgpu.Kernels;

/// <summary>Conversions of <see cref="double"/>.</summary>
internal readonly struct DoubleCast : IDeviceCast<double>
{
    public double ToDouble(double value) => value;

    public double FromDouble(double value) => value;
}
