using System.Globalization;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks;

/// <summary>
/// PyTorch on the same GPU: its layers, which cuDNN computes there, and a loop in Python for a cell that it has not.
/// Where the device is no GPU of NVIDIA it runs on the processor, which says that the program works and nothing about
/// cuDNN.
/// </summary>
internal sealed class TorchOnDevice
{
    /// <summary>What the results call it.</summary>
    public const string Name = "PyTorch";

    private readonly string _script = Path.Combine(AppContext.BaseDirectory, "peers", "torch", "device_peer.py");
    private readonly string _where;
    private readonly string _python;

    /// <exception cref="PeerException">It cannot run here; the message is why.</exception>
    public TorchOnDevice(IlgpuDeviceInfo device)
    {
        IsOnSameDevice = device.Kind == IlgpuKind.Cuda;
        _where = IsOnSameDevice ? $"cuda:{device.Index}" : "cpu";
        _python = DebianPython.With("torch", "numpy");
        Version = PeerLine.Parse(Command.Run(_python, [_script, _where])).Single().Version!;
    }

    /// <summary>PyTorch's version, and what it computes on.</summary>
    public string Version { get; }

    /// <summary>Whether ratios mean something.</summary>
    public bool IsOnSameDevice { get; }

    /// <summary>Runs a workload, and compares what is computed without TF32.</summary>
    /// <param name="workload">The workload.</param>
    /// <param name="own">The processor's values.</param>
    /// <param name="seconds">How long one time is measured.</param>
    /// <param name="results">Receives times and comparisons.</param>
    public void Run(
        Workload workload, IReadOnlyDictionary<string, float[]> own, double seconds, ResultSet results)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("rnngen-");
        try
        {
            string data = folder.CreateSubdirectory("data").FullName;
            string output = folder.CreateSubdirectory("output").FullName;
            new WorkloadFiles(workload, data).Write();
            string text = Command.Run(
                _python, [_script, _where, data, output, seconds.ToString(CultureInfo.InvariantCulture)]);
            foreach (PeerLine line in PeerLine.Parse(text).Where(static line => line.Version == null))
            {
                Kind kind = line.What == "train" ? Kind.Training : Kind.Forward;
                results.Measurements.Add(new Measurement(
                    workload.Name, kind, Name, line.Variant, 1, line.Best, line.Median, line.Count));
            }

            // TF32 rounds operands to 10 bits: its values are others, and are not kept.
            foreach ((Kind kind, string name) in PlanRun.Values)
            {
                results.Checks.Add(new CheckedValue(
                    workload.Name, kind, name, Name, "TF32 off", ValueCheck.Of(own, output, name)));
            }
        }
        catch (PeerException e)
        {
            results.Failures.Add($"{Name} on {workload.Name}: {e.Message}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
