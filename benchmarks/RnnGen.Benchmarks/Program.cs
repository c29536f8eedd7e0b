using BenchmarkDotNet.Running;
using RnnGen.Benchmarks.Compare;

if (args is ["time", .. var names])
    QuickTimes.Run(names);
else if (args is ["repeat", var workload, var kind, var count])
    Repetition.Run(workload, kind, int.Parse(count));
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
