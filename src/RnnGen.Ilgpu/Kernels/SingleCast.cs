namespace RnnGen.Ilgpu.Kernels;

/// <summary>Conversions of <see cref="float"/>.</summary>
internal readonly struct SingleCast : IDeviceCast<float>
{
    public double ToDouble(float value) => value;

    public float FromDouble(double value) => (float)value;
}
