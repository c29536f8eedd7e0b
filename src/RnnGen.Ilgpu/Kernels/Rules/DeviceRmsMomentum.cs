using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>RMSprop's step with momentum.</summary>
internal struct DeviceRmsMomentum<T>(in RmsProp.MomentumRule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public DeviceRmsSettings<T> Settings = new(rule.Settings);

    public readonly void Move(ref T p, T g, ref T square, ref T buffer, ref T s2)
    {
        g += Settings.Penalty * p;
        square = (Settings.Alpha * square) + (Settings.Gain * (g * g));
        buffer = (Settings.Momentum * buffer) + (g / (T.Sqrt(square) + Settings.Epsilon));
        p -= Settings.Rate * buffer;
    }
}
