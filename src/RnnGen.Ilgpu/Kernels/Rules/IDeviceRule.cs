namespace RnnGen.Ilgpu.Kernels;

/// <summary>
/// An optimizer's formula for one parameter: the row that belongs to one of the host's <see cref="IUpdateRule{T}"/>.
/// </summary>
internal interface IDeviceRule<T>
    where T : unmanaged
{
    /// <summary>Moves a parameter along its scaled gradient; buffers that the rule does not keep are 0.</summary>
    void Move(ref T p, T g, ref T s0, ref T s1, ref T s2);
}
