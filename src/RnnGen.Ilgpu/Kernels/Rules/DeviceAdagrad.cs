using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Adagrad's step.</summary>
internal struct DeviceAdagrad<T>(in Adagrad.Rule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Rate = rule.Rate[0], Epsilon = rule.Epsilon[0], Penalty = rule.Penalty[0];

    public readonly void Move(ref T p, T g, ref T sum, ref T s1, ref T s2)
    {
        g += Penalty * p;
        sum += g * g;
        p -= Rate * (g / (T.Sqrt(sum) + Epsilon));
    }
}
