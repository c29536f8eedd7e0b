using System.ComponentModel;

namespace RnnGen.Ilgpu.Program;

/// <summary>A kernel that the generator emitted: a static method that ILGPU compiles.</summary>
/// <typeparam name="T">The float type.</typeparam>
/// <param name="Name">The method's name, for messages.</param>
/// <param name="Method">
/// Its code: the slice, a step (0 where the kernel covers all steps) and how many rows it covers.
/// </param>
/// <param name="Width">
/// Threads a row of a kernel that is launched with one thread for each of these; 0 of one that is launched by groups.
/// </param>
/// <param name="GroupSize">Threads a group of one that is launched by groups; 0 of the others.</param>
/// <param name="RowsOfGroup">Rows that such a group covers.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DeviceKernel<T>(
    string Name, Action<DeviceSlice<T>, int, int> Method, int Width, int GroupSize = 0, int RowsOfGroup = 1)
    where T : unmanaged;
