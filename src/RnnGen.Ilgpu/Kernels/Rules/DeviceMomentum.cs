using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Gradient descent with momentum, Nesterov's or not.</summary>
internal struct DeviceMomentum<T>(in Sgd.Heavy<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Rate = rule.Rate[0], Decay = rule.Decay[0], Momentum = rule.Momentum[0], Gain = rule.Gain[0];
    public int Nesterov = rule.Nesterov ? 1 : 0;

    public readonly void Move(ref T p, T g, ref T buffer, ref T s1, ref T s2)
    {
        g += Decay * p;
        buffer = (Momentum * buffer) + (Gain * g);
        p -= Rate * (Nesterov != 0 ? g + (Momentum * buffer) : buffer);
    }
}
