using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Adadelta's step.</summary>
internal struct DeviceAdadelta<T>(in Adadelta.Rule<T> rule) : IDeviceRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Rate = rule.Rate[0], Rho = rule.Rho[0], Gain = rule.Gain[0];
    public T Epsilon = rule.Epsilon[0], Penalty = rule.Penalty[0];

    public readonly void Move(ref T p, T g, ref T square, ref T moved, ref T s2)
    {
        g += Penalty * p;
        square = (Rho * square) + (Gain * (g * g));
        T delta = T.Sqrt(moved + Epsilon) / T.Sqrt(square + Epsilon) * g;
        moved = (Rho * moved) + (Gain * (delta * delta));
        p -= Rate * delta;
    }
}
