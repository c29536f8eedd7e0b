using System.Globalization;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;
using RnnGen.Simd;

namespace RnnGen.Benchmarks.Compare.Own;

/// <summary>
/// Starts the program FirstStep several times for each kind of first result, with the runtime and as a native binary.
/// </summary>
internal static class FirstStepRun
{
    /// <summary>Measures.</summary>
    public static void Run(int runs, ResultSet results)
    {
        string folder = Path.Combine(Places.Repository, "benchmarks", "FirstStep", "bin", "Release", "net10.0");
        string program = Path.Combine(folder, "FirstStep.dll");
        if (File.Exists(program))
            Run("process", "dotnet", [program], runs, results);
        else
            results.Skipped["first step"] = "benchmarks/FirstStep is not built for Release";

        const string Native = "native binary";
        string native;
        try
        {
            native = NativeFirstStep.Publish();
        }
        catch (PeerException e)
        {
            results.Skipped[$"first step, {Native}"] = e.Message;
            return;
        }

        Run(Native, native, [], runs, results);
    }

    private static void Run(string name, string program, string[] arguments, int runs, ResultSet results)
    {
        foreach (string what in (string[])["predict", "stream", "train"])
        {
            var main = new List<double>();
            var start = new List<double>();
            string tier = "";
            for (int i = 0; i < runs; i++)
            {
                string[] fields = Command.Run(program, [.. arguments, what]).Split(' ', '\n');
                main.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
                start.Add(double.Parse(fields[2], CultureInfo.InvariantCulture));
                tier = fields[3];
            }

            // A native binary has the registers that it was published for.
            if (tier != Cpu.Tier.ToString())
                results.Failures.Add($"first {what} of a fresh {name}: it runs on {tier}, not {Cpu.Tier}");
            main.Sort();
            start.Sort();
            results.FirstSteps.Add(
                new FirstStepResult(what, name, main[0], main[runs / 2], start[0], start[runs / 2], runs));
        }
    }
}
