using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>The step that the Adam family shares.</summary>
internal struct DeviceAdam<T>(in AdamRule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Beta1 = rule.Beta1[0], Gain1 = rule.Gain1[0], Beta2 = rule.Beta2[0], Gain2 = rule.Gain2[0];
    public T Epsilon = rule.Epsilon[0], Penalty = rule.Penalty[0], Keep = rule.Keep[0];
    public T MeanRate = rule.MeanRate[0], RootScale = rule.RootScale[0], GradientRate = rule.GradientRate[0];

    public readonly void Move(ref T p, T g, ref T m, ref T v, ref T s2)
    {
        g = Accumulate(p, g, ref m, ref v);
        Step(ref p, g, m, v);
    }

    public readonly T Accumulate(T p, T g, ref T m, ref T v)
    {
        g += Penalty * p;
        m = (Beta1 * m) + (Gain1 * g);
        v = (Beta2 * v) + (Gain2 * (g * g));
        return g;
    }

    // NOTE: the gradient's rate is 0 but for NAdam; the host leaves its term out there.
    public readonly void Step(ref T p, T g, T m, T v)
    {
        T denominator = (T.Sqrt(v) * RootScale) + Epsilon;
        p = (Keep * p) - (((MeanRate * m) + (GradientRate * g)) / denominator);
    }
}
