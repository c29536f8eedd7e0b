using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>RMSprop's step by the running variance.</summary>
internal struct DeviceRmsCentered<T>(in RmsProp.CenteredRule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public DeviceRmsSettings<T> Settings = new(rule.Settings);

    public readonly void Move(ref T p, T g, ref T square, ref T mean, ref T buffer)
    {
        g += Settings.Penalty * p;
        square = (Settings.Alpha * square) + (Settings.Gain * (g * g));
        mean = (Settings.Alpha * mean) + (Settings.Gain * g);
        T variance = square - (mean * mean);
        variance = variance > T.Zero ? variance : T.Zero;
        buffer = (Settings.Momentum * buffer) + (g / (T.Sqrt(variance) + Settings.Epsilon));
        p -= Settings.Rate * buffer;
    }
}
