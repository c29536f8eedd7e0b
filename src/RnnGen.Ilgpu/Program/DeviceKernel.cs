using System.ComponentModel;

namespace RnnGen.Ilgpu.Program;

/// <summary>A kernel that the generator emitted: a static method that ILGPU compiles.</summary>
/// <typeparam name="T">The float type.</typeparam>
/// <param name="Name">The method's name, for messages.</param>
/// <param name="Method">
/// Its code: the slice, then a step (0 where the kernel covers all steps) and how many rows it covers; of one that is
/// launched by groups the rows of a group and how many rows there are.
/// </param>
/// <param name="Width">Threads a row; 0 of a kernel that is launched by groups.</param>
/// <param name="GroupSize">Threads that have something to do for a row of a group; 0 of the other kernels.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DeviceKernel<T>(
    string Name, Action<DeviceSlice<T>, int, int> Method, int Width, int GroupSize = 0)
    where T : unmanaged;
