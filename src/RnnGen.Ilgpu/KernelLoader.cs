using ILGPU;
using ILGPU.Runtime;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu;

/// <summary>
/// Has ILGPU and the driver compile kernels, and guards their launches: one at a time, of groups that the driver allows
/// of the kernel, with errors that name it.
/// </summary>
/// <param name="kernels">The cache that the kernels are for.</param>
/// <param name="gate">
/// What is held while a kernel is launched: ILGPU sets its arguments first, and two threads would mix theirs up.
/// </param>
/// <param name="errors">What is said where something is refused.</param>
internal sealed class KernelLoader(KernelCache kernels, object gate, DeviceErrors errors)
{
    /// <summary>Loads a model's kernel.</summary>
    public LoadedKernel Load<T>(DeviceKernel<T> kernel)
        where T : unmanaged
    {
        Action<AcceleratorStream, KernelConfig, DeviceSlice<T>, int, int> launch =
            kernels.Accelerator.LoadKernel(kernel.Method);
        string name = kernel.Name;
        int most = GroupLimit.Of(kernels.Accelerator, launch);
        return new LoadedKernel(Guarded, most);

        void Guarded(AcceleratorStream stream, KernelConfig config, DeviceSlice<T> slice, int t, int n)
        {
            RequireSmall(name, config, most);
            try
            {
                lock (gate)
                {
                    kernels.ThrowIfDisposed();
                    launch(stream, config, slice, t, n);
                }
            }
            catch (Exception e) when (e is not ObjectDisposedException)
            {
                throw errors.NotLaunched(name, config, e);
            }

            kernels.Launches.Add(name);
        }
    }

    /// <summary>Loads a library's kernel.</summary>
    public LoadedKernel Load<TArguments>(Action<TArguments> method)
        where TArguments : struct
    {
        Action<AcceleratorStream, KernelConfig, TArguments> launch = kernels.Accelerator.LoadKernel(method);
        string name = NameOf(method);
        int most = GroupLimit.Of(kernels.Accelerator, launch);
        return new LoadedKernel(Guarded, most);

        void Guarded(AcceleratorStream stream, KernelConfig config, TArguments arguments)
        {
            RequireSmall(name, config, most);
            try
            {
                lock (gate)
                {
                    kernels.ThrowIfDisposed();
                    launch(stream, config, arguments);
                }
            }
            catch (Exception e) when (e is not ObjectDisposedException)
            {
                throw errors.NotLaunched(name, config, e);
            }

            kernels.Launches.Add(name);
        }
    }

    /// <summary>What messages call a library's kernel.</summary>
    public static string NameOf(Delegate method) => $"{method.Method.DeclaringType?.Name}.{method.Method.Name}";

    private void RequireSmall(string kernel, KernelConfig config, int most)
    {
        most = Math.Min(most, kernels.FixedLimit ?? int.MaxValue);
        if (config.GroupDim.Size > most)
            throw errors.TooManyThreads(kernel, config, most);
    }
}
