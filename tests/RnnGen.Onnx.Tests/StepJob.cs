using System.Text.Json;
using RnnGen.Conformance.Tests.Graphs;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>A decoder as two files, run token by token, against the model that is told all tokens at once.</summary>
internal sealed record StepJob(string Name, string File, int Steps, int Width, double[] Expected)
{
    /// <summary>The decoders that go on step by step.</summary>
    public static IReadOnlyList<GraphCase> Cases { get; } = StepCases.All;

    /// <summary>Writes the files and the jobs of all decoders.</summary>
    public static IEnumerable<StepJob> Write(CompiledDeclarations compiled, string folder)
    {
        foreach ((int i, GraphCase @case) in Cases.Index())
        {
            Model<float> model = compiled.Create<float>(@case.Declare(Precision.Single), seed: 3);
            RuntimeJobs.Shake(model);
            if (model.Info.Step!.Obstacle is null)
                yield return Write(model, @case.Name, folder, $"step{i}");
        }
    }

    public void Compare(string folder)
    {
        string file = Path.Combine(folder, File + ".result.json");
        JsonElement result = JsonDocument.Parse(System.IO.File.ReadAllText(file)).RootElement;
        Assert.False(result.TryGetProperty("error", out JsonElement error), error.ToString());
        for (int t = 0; t < Steps; t++)
        {
            JsonElement scores = result.GetProperty("runs")[1 + t].EnumerateObject().First().Value;
            double[] actual = [.. scores.GetProperty("data").EnumerateArray().Select(RuntimeJobs.Number)];
            for (int row = 0; row < RuntimeJobs.Rows; row++)
            {
                int at = ((row * Steps) + t) * Width;
                RuntimeJobs.Near(
                    Expected[at..(at + Width)], actual[(row * Width)..((row + 1) * Width)], $"step {t} of row {row}");
            }
        }
    }

    private static StepJob Write(Model<float> model, string name, string folder, string file)
    {
        ModelInfo info = model.Info;
        StepInfo step = info.Step!;
        JointCase drawn = JointCase.Draw(info, RuntimeJobs.Rows, seed: 5);
        int said = info.Inputs[step.Input].Axis, steps = drawn.Steps[said];
        drawn.Lengths[said] = [.. Enumerable.Repeat(steps, RuntimeJobs.Rows)];
        model.ExportOnnx(Path.Combine(folder, file + "-begin.onnx"), new() { Part = OnnxPart.Begin });
        model.ExportOnnx(Path.Combine(folder, file + ".onnx"));
        using Pass<float> pass = model.CreatePass();
        pass.Forward(drawn.Batch<float>(info) with { InitialStates = default }, training: false);

        var feeds = new Dictionary<string, string>();
        foreach ((int i, InputInfo input) in info.Inputs.Index())
            feeds[input.Name] = RuntimeJobs.Feed(drawn, input, i);
        foreach ((int axis, AxisInfo of) in info.Axes.Index())
        {
            feeds[info.Axes.Count == 1 ? "lengths" : of.Name + "_lengths"] =
                RuntimeJobs.Tensor("int32", drawn.Lengths[axis].Select(static l => (double)l), RuntimeJobs.Rows);
        }

        List<string> runs = [Run(file + "-begin.onnx", feeds)];
        for (int t = 0; t < steps; t++)
        {
            IEnumerable<double> tokens = Enumerable.Range(0, RuntimeJobs.Rows)
                .Select(row => (double)drawn.Tokens[step.Input][(row * steps) + t]);
            feeds[info.Inputs[step.Input].Name] = RuntimeJobs.Tensor("int64", tokens, RuntimeJobs.Rows);
            foreach ((int j, StateInfo state) in step.States.Index())
            {
                int before = step.States.Take(j).Count(other => other.Name == state.Name);
                string called = before == 0 ? state.Name : $"{state.Name}#{before + 1}";
                feeds[called] = $"{{\"from\":[{t},\"{called}{(t == 0 ? "" : ".next")}\"]}}";
            }

            runs.Add(Run(file + ".onnx", feeds));
        }

        System.IO.File.WriteAllText(
            Path.Combine(folder, file + ".job.json"), "{\"runs\":[" + string.Join(",", runs) + "]}");
        HeadInfo head = info.Heads[step.Head];
        return new StepJob(name, file, steps, head.Width, Floats.ToDoubles(pass.OutputsOf(head.Name)));
    }

    private static string Run(string model, Dictionary<string, string> feeds)
    {
        string all = string.Join(",", feeds.Select(static feed => $"\"{feed.Key}\":{feed.Value}"));
        return "{\"model\":\"" + model + "\",\"feeds\":{" + all + "}}";
    }
}
