using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>RMSprop's step without momentum.</summary>
internal struct DeviceRms<T>(in RmsProp.PlainRule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public DeviceRmsSettings<T> Settings = new(rule.Settings);

    public readonly void Move(ref T p, T g, ref T square, ref T s1, ref T s2)
    {
        g += Settings.Penalty * p;
        square = (Settings.Alpha * square) + (Settings.Gain * (g * g));
        p -= Settings.Rate * (g / (T.Sqrt(square) + Settings.Epsilon));
    }
}
