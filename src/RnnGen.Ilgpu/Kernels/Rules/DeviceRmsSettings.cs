using System.Numerics;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>What the three rules of RMSprop share.</summary>
internal struct DeviceRmsSettings<T>(in RmsProp.Settings<T> settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public T Rate = settings.Rate[0], Alpha = settings.Alpha[0], Gain = settings.Gain[0];
    public T Epsilon = settings.Epsilon[0], Momentum = settings.Momentum[0], Penalty = settings.Penalty[0];
}
