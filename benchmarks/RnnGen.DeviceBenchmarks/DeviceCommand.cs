using System.Diagnostics;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Benchmarks.Compare.Values;
using RnnGen.Benchmarks.Workloads;
using RnnGen.DeviceBenchmarks.Results;
using RnnGen.Ilgpu;

namespace RnnGen.DeviceBenchmarks;

/// <summary>Runs RnnGen on a device, and PyTorch beside it, and writes down times and differences.</summary>
internal sealed class DeviceCommand(DeviceOptions options)
{
    private readonly ResultSet _results = new();
    private readonly Machine _machine = Machine.Here();
    private readonly long _start = Stopwatch.GetTimestamp();
    private IlgpuDevice? _device;

    /// <summary>Runs all; 1 where values disagree or something failed that is there, 2 without a device.</summary>
    public int Run()
    {
        try
        {
            _device = IlgpuDevice.Parse(options.Device)
                ?? throw new ArgumentException("The processor is what devices are compared with: name a device.");
        }
        catch (Exception e) when (e is DeviceException or ArgumentException)
        {
            Console.Error.WriteLine($"--device {options.Device}: {e.Message}");
            return 2;
        }

        IlgpuDeviceInfo info = _device.Info;
        string products = _device.LargeProducts;
        Say($"{info}; large products: {products}");
        foreach (string reason in _device.Passed)
            Say($"passed over: {reason}");
        TorchOnDevice? torch = FindTorch(info);
        var report = new DeviceReport(
            options, _machine, info, products, torch?.Version, torch?.IsOnSameDevice == true, _results);
        foreach (Workload workload in options.Workloads)
        {
            Run(workload, torch);

            // A run that is cut off leaves what it has.
            Write(report);
        }

        _device.Dispose();
        return Finish(report);
    }

    private TorchOnDevice? FindTorch(IlgpuDeviceInfo info)
    {
        if (!options.AsksPeers)
            return null;
        try
        {
            var torch = new TorchOnDevice(info);
            Say(torch.Version);
            return torch;
        }
        catch (PeerException e)
        {
            Say($"skipped: {TorchOnDevice.Name}: {e.Message}");
            _results.Skipped[TorchOnDevice.Name] = e.Message;
            return null;
        }
    }

    private void Run(Workload workload, TorchOnDevice? torch)
    {
        IReadOnlyDictionary<string, float[]> own = OwnValues.Of(workload);
        foreach (LoopPlan plan in options.Plans)
        {
            Say($"{workload.Name}: RnnGen, {PlanRun.NameOf(plan)}");
            try
            {
                new PlanRun(_device!, plan, options, _results).Run(workload, own);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Say($"failed: {e.Message}");
                _results.Failures.Add($"RnnGen on {workload.Name}, {PlanRun.NameOf(plan)}: {e.Message}");
                Reopen();
            }
        }

        if (torch == null)
            return;
        Say($"{workload.Name}: {TorchOnDevice.Name}");
        torch.Run(workload, own, options.Seconds, _results);
    }

    // A kernel that could not be compiled leaves a device that can compile nothing more.
    private void Reopen()
    {
        _device!.Dispose();
        _device = IlgpuDevice.Parse(options.Device);
    }

    private string Write(DeviceReport report)
    {
        Directory.CreateDirectory(options.Out);
        string page = new DeviceMarkdown(report).Write();
        File.WriteAllText(Path.Combine(options.Out, "results.md"), page);
        File.WriteAllText(Path.Combine(options.Out, "results.json"), report.ToJson());
        return page;
    }

    private int Finish(DeviceReport report)
    {
        string page = Write(report);
        Console.WriteLine();
        Console.WriteLine(page);
        int wrong = _results.Checks.Count(static check => !check.IsFine);
        Say($"{_results.Checks.Count - wrong} comparisons of values agree, {wrong} disagree, "
            + $"{_results.Failures.Count} runs failed; results.md and results.json are in {options.Out}");
        return wrong > 0 || _results.Failures.Count > 0 ? 1 : 0;
    }

    private void Say(string text) =>
        Console.WriteLine($"{Stopwatch.GetElapsedTime(_start).TotalSeconds,6:0.0} s  {text}");
}
