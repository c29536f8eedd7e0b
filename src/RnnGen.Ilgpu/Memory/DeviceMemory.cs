using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>The memory of a device. Sizes are bytes.</summary>
internal sealed class DeviceMemory(KernelCache kernels)
{
    private long _used;

    /// <summary>How many pieces the driver still gives, where tests want it to run out.</summary>
    internal int? PiecesLeft { get; set; }

    /// <summary>What it says behind the last of them.</summary>
    internal Exception Refusal { get; set; } = new OutOfMemoryException();

    /// <summary>What this program holds.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>What the device has.</summary>
    public long Total => kernels.Accelerator is CPUAccelerator
        ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        : kernels.Accelerator.MemorySize;

    /// <summary>What is free: by the driver where it says so, else what this program does not hold.</summary>
    /// <exception cref="DeviceException">The driver does not say it.</exception>
    public long Free
    {
        get
        {
            try
            {
                if (FreeByDriver != null)
                    return FreeByDriver();
                return kernels.Accelerator is CudaAccelerator cuda ? cuda.GetFreeMemory() : Math.Max(0, Total - Used);
            }
            catch (AcceleratorException e)
            {
                throw kernels.Failure("how much memory is free is not known", e);
            }
        }
    }

    /// <summary>What the driver says is free, where tests want that to fail.</summary>
    internal Func<long>? FreeByDriver { get; set; }

    private long LargestPiece => kernels.Accelerator is CLAccelerator cl
        ? CLAPI.CurrentAPI.GetDeviceInfo<long>(cl.DeviceId, CLDeviceInfoType.CL_DEVICE_MAX_MEM_ALLOC_SIZE)
        : Total;

    /// <summary>How much there is and is free, for the message of an error that no other may replace.</summary>
    public string Describe()
    {
        string total = ByteCount.Format(Total);
        try
        {
            return $"of {total} {ByteCount.Format(Free)} are free";
        }
        catch (DeviceException)
        {
            return $"of {total} the driver does not say how many are free";
        }
    }

    /// <summary>Memory of undefined content.</summary>
    /// <exception cref="DeviceException">There is not as much; the message says how much there is.</exception>
    public MemoryBuffer1D<T, Stride1D.Dense> Allocate<T>(long length)
        where T : unmanaged
    {
        kernels.ThrowIfUnusable();
        try
        {
            TakePiece();
            MemoryBuffer1D<T, Stride1D.Dense> buffer = kernels.Accelerator.Allocate1D<T>(length);
            Interlocked.Add(ref _used, buffer.LengthInBytes);
            kernels.Poison<T>(buffer.View);
            return buffer;
        }
        catch (Exception e) when (DriverError.IsOutOfMemory(e))
        {
            throw Exhausted(length * (double)Interop.SizeOf<T>(), e);
        }
        catch (AcceleratorException e)
        {
            throw kernels.Failure("no memory", e);
        }
    }

    /// <summary>Gives memory back, once everything launched before is done with it.</summary>
    public void Return<T>(MemoryBuffer1D<T, Stride1D.Dense> buffer)
        where T : unmanaged
    {
        Interlocked.Add(ref _used, -buffer.LengthInBytes);
        if (kernels.IsDisposed)
            return;
        try
        {
            kernels.Synchronize();
        }
        finally
        {
            kernels.Try("memory could not be given back", buffer, static buffer => buffer.Dispose());
        }
    }

    private void TakePiece()
    {
        if (PiecesLeft is not { } left)
            return;
        PiecesLeft = Math.Max(0, left - 1);
        if (left == 0)
            throw Refusal;
    }

    private DeviceException Exhausted(double bytes, Exception e)
    {
        // What OpenCL calls its resources may be what a kernel has broken.
        IReadOnlyList<string> pending = DriverError.IsOfALaunch(e) ? kernels.Launches.Pending() : [];
        string driver = pending.Count == 0
            ? "" : $" The driver says {DriverError.Text(e)}{DeviceErrors.Names(pending)}";
        return new DeviceException(
            kernels.Device,
            $"{kernels.Device} has no memory for {ByteCount.Format((long)bytes)}: {Describe()}{DescribePiece()}. A "
            + $"smaller batch or shorter sequences need less.{driver}",
            e)
        {
            IsOfMemory = true,
            Pending = pending,
        };
    }

    private string DescribePiece()
    {
        try
        {
            long largest = LargestPiece;
            return largest < Total ? $", at most {ByteCount.Format(largest)} in one piece" : "";
        }
        catch (AcceleratorException)
        {
            return "";
        }
    }
}
