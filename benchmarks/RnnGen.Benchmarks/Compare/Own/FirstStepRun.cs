using System.Globalization;
using RnnGen.Benchmarks.Compare.Peers;
using RnnGen.Benchmarks.Compare.Results;

namespace RnnGen.Benchmarks.Compare.Own;

/// <summary>Starts the program FirstStep several times for each kind of first result.</summary>
internal static class FirstStepRun
{
    /// <summary>Measures.</summary>
    public static void Run(int runs, ResultSet results)
    {
        string folder = Path.Combine(Places.Repository, "benchmarks", "FirstStep", "bin", "Release", "net10.0");
        string program = Path.Combine(folder, "FirstStep.dll");
        if (!File.Exists(program))
        {
            results.Skipped["first step"] = "benchmarks/FirstStep is not built for Release";
            return;
        }

        foreach (string what in (string[])["predict", "stream", "train"])
        {
            var main = new List<double>();
            var start = new List<double>();
            for (int i = 0; i < runs; i++)
            {
                string[] fields = Command.Run("dotnet", [program, what]).Split(' ');
                main.Add(double.Parse(fields[1], CultureInfo.InvariantCulture));
                start.Add(double.Parse(fields[2], CultureInfo.InvariantCulture));
            }

            main.Sort();
            start.Sort();
            results.FirstSteps.Add(
                new FirstStepResult(what, main[0], main[runs / 2], start[0], start[runs / 2], runs));
        }
    }
}
