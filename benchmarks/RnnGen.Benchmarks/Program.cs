using BenchmarkDotNet.Running;
using RnnGen.Benchmarks.Compare;

if (args is ["time", .. var names])
    QuickTimes.Run(names);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
