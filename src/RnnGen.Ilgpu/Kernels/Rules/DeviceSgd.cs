using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Gradient descent without momentum.</summary>
internal struct DeviceSgd<T>(in Sgd.Plain<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Rate = rule.Rate[0], Decay = rule.Decay[0];

    public readonly void Move(ref T p, T g, ref T s0, ref T s1, ref T s2) => p -= Rate * (g + (Decay * p));
}
