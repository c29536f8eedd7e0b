using System.ComponentModel;
using ILGPU;

namespace RnnGen.Ilgpu.Program;

/// <summary>
/// What every kernel of a model is given: a batch as one slice, in the device's memory. The arena is laid out by
/// <see cref="DeviceProgram{T}.Plan"/>; inside, everything is as <see cref="RnnGen.Program.Slice{T}"/> says.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct DeviceSlice<T>
    where T : unmanaged
{
    /// <summary>The arena.</summary>
    public ArrayView<T> Arena;

    /// <summary>The flat parameters.</summary>
    public ArrayView<T> Parameters;

    /// <summary>
    /// The packed weights: what the layout calls panels is a plain matrix here, [K, gates * stride] of a forward and
    /// [gates * stride, units rounded up] of a transposed product, at the same offset; vectors are as on the host.
    /// </summary>
    public ArrayView<T> Packed;

    /// <summary>The packed gradients, as on the host.</summary>
    public ArrayView<T> Gradients;

    /// <summary>
    /// Of each axis in turn lengths, base and places of the rows [Rows] each; then of each axis the active rows
    /// [Steps]; then of each input of tokens these [Steps, Rows].
    /// </summary>
    public ArrayView<int> Integers;

    /// <summary>Rows, on every axis.</summary>
    public int Rows;

    /// <summary>Steps of the first axis.</summary>
    public int Steps;

    /// <summary>Steps of the second axis.</summary>
    public int Steps1;

    /// <summary>Steps of the third axis.</summary>
    public int Steps2;

    /// <summary>Steps of the fourth axis.</summary>
    public int Steps3;

    /// <summary>Inside a kernel, the number of the thread among all of the launch.</summary>
    public readonly int Thread => (Grid.IdxX * Group.DimX) + Group.IdxX;
}
