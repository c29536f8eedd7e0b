using BenchmarkDotNet.Running;
using RnnGen.Benchmarks.Compare;
using RnnGen.Benchmarks.Compare.Own;

switch (args)
{
    case ["time", .. var names]:
        QuickTimes.Run(names);
        return 0;
    case ["repeat", var workload, var kind, var count]:
        Repetition.Run(workload, kind, int.Parse(count, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["tier", var seconds]:
        TierRun.Print(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    case ["compare", ..]:
        if (CompareOptions.Parse(args.AsSpan(1)) is { } options)
            return new CompareCommand(options).Run();
        Console.Error.WriteLine(CompareOptions.Usage);
        return 2;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
