using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Adam's step with the largest second moment seen.</summary>
internal struct DeviceAdamMax<T>(in AdamMaxRule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public DeviceAdam<T> Adam = new(rule.Adam);

    public readonly void Move(ref T p, T g, ref T m, ref T v, ref T largest)
    {
        g = Adam.Accumulate(p, g, ref m, ref v);
        largest = v > largest ? v : largest;
        Adam.Step(ref p, g, m, largest);
    }
}
