using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Adam with the infinity norm.</summary>
internal struct DeviceAdamax<T>(in Adamax.Rule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Rate = rule.Rate[0], Beta1 = rule.Beta1[0], Gain1 = rule.Gain1[0], Beta2 = rule.Beta2[0];
    public T Epsilon = rule.Epsilon[0], Penalty = rule.Penalty[0];

    public readonly void Move(ref T p, T g, ref T mean, ref T largest, ref T s2)
    {
        g += Penalty * p;
        mean = (Beta1 * mean) + (Gain1 * g);
        T size = (g < T.Zero ? -g : g) + Epsilon;
        T before = Beta2 * largest;
        largest = before > size ? before : size;
        p -= Rate * (mean / largest);
    }
}
