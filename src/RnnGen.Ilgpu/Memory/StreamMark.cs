using System.Runtime.CompilerServices;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>
/// A place behind what has been launched and copied so far, which the host can wait for without waiting for what
/// follows. It is an event of CUDA or OpenCL; elsewhere whoever waits for it waits for everything.
/// </summary>
internal sealed unsafe class StreamMark : IDisposable
{
    private readonly KernelCache _kernels;
    private IntPtr _event;
    private bool _isSet;
    private long _launches;

    /// <param name="kernels">The accelerator.</param>
    public StreamMark(KernelCache kernels)
    {
        _kernels = kernels;
        Construction.Enter(this);
    }

    /// <summary>Puts the mark behind everything so far, wherever it was.</summary>
    /// <exception cref="DeviceException">The driver refuses it.</exception>
    public void Set()
    {
        long launches = _kernels.Launches.Count;
        _kernels.Try("a place in the order of launches could not be marked", this, static mark => mark.SetEvent());
        _launches = launches;
        _isSet = true;
    }

    /// <summary>Waits for what is before the mark; at once where it was never set, or was waited for.</summary>
    /// <exception cref="DeviceException">Something launched before has failed.</exception>
    public void Wait()
    {
        if (!_isSet)
            return;
        _isSet = false;
        if (_event == IntPtr.Zero)
            _kernels.Synchronize();
        else
            _kernels.WaitFor(_launches, this, static mark => mark.WaitForEvent());
    }

    public void Dispose()
    {
        _isSet = false;
        if (!_kernels.IsDisposed)
            Release();
    }

    // ILGPU has these for itself only: its markers are for profiling, and wait when they are made.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "EnqueueBarrierWithWaitList")]
    private static extern CLError Enqueue(CLAPI api, IntPtr queue, IntPtr[] before, IntPtr* mark);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "WaitForEvents")]
    private static extern CLError WaitFor(CLAPI api, ReadOnlySpan<IntPtr> events);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "ReleaseEvent")]
    private static extern CLError Release(CLAPI api, IntPtr one);

    private void SetEvent()
    {
        switch (_kernels.Stream)
        {
            case CudaStream cuda:
                _kernels.Accelerator.Bind();
                if (_event == IntPtr.Zero)
                {
                    CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.CreateEvent(
                        out _event, CudaEventFlags.CU_EVENT_DISABLE_TIMING));
                }

                CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.RecordEvent(_event, cuda.StreamPtr));
                break;
            case CLStream cl:
                Release();
                IntPtr made;
                CLException.ThrowIfFailed(Enqueue(CLAPI.CurrentAPI, cl.CommandQueue, [], &made));
                _event = made;

                // Nothing need be begun before somebody waits, unless it is said.
                CLException.ThrowIfFailed(CLAPI.CurrentAPI.FlushCommandQueue(cl.CommandQueue));
                break;
        }
    }

    private void WaitForEvent()
    {
        if (_kernels.Stream is CudaStream)
        {
            _kernels.Accelerator.Bind();
            CudaException.ThrowIfFailed(CudaAPI.CurrentAPI.SynchronizeEvent(_event));
            return;
        }

        ReadOnlySpan<IntPtr> one = new(in _event);
        CLException.ThrowIfFailed(WaitFor(CLAPI.CurrentAPI, one));
    }

    private void Release()
    {
        if (_event == IntPtr.Zero)
            return;
        if (_kernels.Stream is CudaStream)
        {
            _kernels.Accelerator.Bind();
            CudaAPI.CurrentAPI.DestroyEvent(_event);
        }
        else
        {
            Release(CLAPI.CurrentAPI, _event);
        }

        _event = IntPtr.Zero;
    }
}
