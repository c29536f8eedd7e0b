using System.Collections.Immutable;
using ILGPU.Backends.OpenCL;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;
using ILGPU.Runtime.OpenCL;

namespace RnnGen.Ilgpu;

/// <summary>What devices this machine has, in the order in which they are preferred.</summary>
internal sealed class DeviceSearch
{
    private readonly List<IlgpuDeviceInfo> _devices = [];
    private readonly List<string> _missing = [];

    public DeviceSearch(IlgpuKind kind = IlgpuKind.Any)
    {
        NativeLibraries.Ensure();
        if (kind is IlgpuKind.Any or IlgpuKind.Cuda)
            FindCuda();
        if (kind is IlgpuKind.Any or IlgpuKind.OpenCL)
            FindOpenCL();
        if (kind is IlgpuKind.Any or IlgpuKind.Cpu)
            AddSimulator();
    }

    public IReadOnlyList<IlgpuDeviceInfo> Devices => _devices;

    /// <summary>Kinds that have no device here, and why.</summary>
    public IReadOnlyList<string> Missing => _missing;

    private void FindCuda()
    {
        ImmutableArray<ILGPU.Runtime.Device> found = CudaDevice.GetDevices(static _ => true);
        foreach (CudaDevice device in found.Cast<CudaDevice>())
        {
            _devices.Add(new IlgpuDeviceInfo(IlgpuKind.Cuda, device.DeviceId, device)
            {
                Name = $"{device.Name.Trim()} (CUDA)",
                Memory = device.MemorySize,
                IsProcessor = false,
                Problem = device is { Architecture: not null, InstructionSet: not null }
                    ? null
                    : $"ILGPU knows no code for its architecture with driver {device.DriverVersion}",
            });
        }

        if (found.IsEmpty)
        {
            _missing.Add(CudaAPI.CurrentAPI.IsSupported
                ? "CUDA: the driver shows no device."
                : "CUDA: no driver of NVIDIA is installed, or it does not start.");
        }
    }

    private void FindOpenCL()
    {
        CLDevice[] found =
        [
            .. CLDevice.GetDevices(static _ => true).Cast<CLDevice>().OrderBy(static device => IsProcessor(device)),
        ];
        for (int i = 0; i < found.Length; i++)
        {
            CLDevice device = found[i];
            _devices.Add(new IlgpuDeviceInfo(IlgpuKind.OpenCL, i, device)
            {
                Name = $"{device.Name.Trim()} (OpenCL)",
                Memory = device.MemorySize,
                IsProcessor = IsProcessor(device),
                Problem = device.CLStdVersion >= CLCVersion.CL20
                    ? null
                    : $"it compiles {device.CLStdVersion}, and OpenCL C 2.0 is needed",
            });
        }

        if (found.Length == 0)
        {
            _missing.Add(CLAPI.CurrentAPI.IsSupported
                ? "OpenCL: no driver shows a device."
                : "OpenCL: no driver is installed; PoCL is one for processors (pocl-opencl-icd, ocl-icd-libopencl1).");
        }
    }

    private void AddSimulator()
    {
        // Groups of up to 256 threads, as kernels that share memory ask for; ILGPU's default has 16.
        var device = new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: 8, numMultiprocessors: 1);
        _devices.Add(new IlgpuDeviceInfo(IlgpuKind.Cpu, 0, device)
        {
            Name = "CPU accelerator (ILGPU)",
            Memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            IsProcessor = true,
        });
    }

    private static bool IsProcessor(CLDevice device) => device.DeviceType.HasFlag(CLDeviceType.CL_DEVICE_TYPE_CPU);
}
