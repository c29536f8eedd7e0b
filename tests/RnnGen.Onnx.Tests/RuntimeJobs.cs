using System.Globalization;
using System.Text;
using System.Text.Json;
using RnnGen.Conformance.Tests.Graphs;
using RnnGen.Program;
using RnnGen.Testing;

namespace RnnGen.Onnx.Tests;

/// <summary>All models of the cases as files, and what ONNX Runtime makes of them: in one process, once.</summary>
internal sealed class RuntimeJobs
{
    public const int Rows = 6;

    private static readonly Lazy<RuntimeJobs> s_all = new(static () => new RuntimeJobs());

    private readonly Dictionary<string, (JsonElement Result, double[][] Heads, double[]? States)> _jobs = [];

    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, StepJob> _steps = [];

    private RuntimeJobs()
    {
        Folder = Directory.CreateTempSubdirectory("rnngen-onnx-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
        CompiledDeclarations compiled = DeclarationCompiler.Compile(ExportCase.Chosen.Select(static c => c.Declaration));
        var expected = new List<(string Key, double[][] Heads, double[]? States)>();
        foreach ((int i, ExportCase @case) in ExportCase.Chosen.Index())
        {
            Model<float> model = compiled.Create<float>(@case.Declaration, seed: 3);
            Shake(model);
            JointCase ragged = JointCase.Draw(model.Info, Rows, seed: i);
            // a normaliser, as sLSTM has one, is above zero
            ragged = ragged with { States = [.. ragged.States.Select(static value => 1 + (value / 2))] };
            JointCase full = ragged with
            {
                Lengths = [.. ragged.Steps.Select(static steps => Enumerable.Repeat(steps, Rows).ToArray())],
            };
            var whole = new OnnxExportOptions { Part = OnnxPart.Whole, States = true };
            model.ExportOnnx(Path.Combine(Folder, $"{i}.onnx"), whole);
            model.ExportOnnx(Path.Combine(Folder, $"{i}-full.onnx"), new() { Part = OnnxPart.Whole, Lengths = false });
            expected.Add(Job($"{@case.Name}/ragged", $"{i}-ragged", $"{i}.onnx", model, ragged, true));
            expected.Add(Job($"{@case.Name}/equal", $"{i}-equal", $"{i}.onnx", model, full, true));
            expected.Add(Job($"{@case.Name}/full", $"{i}-full", $"{i}-full.onnx", model, full, false));
        }

        StepJob[] steps = Peer.NoRuntime is null ? [.. StepJob.Write(compiled, Folder)] : [];
        if (Peer.NoRuntime is null)
            Peer.Node(Path.Combine(AppContext.BaseDirectory, "run.js"), Folder);
        foreach (StepJob job in steps)
            _steps.Add(job.Name, job);
        foreach ((string key, double[][] heads, double[]? states) in expected)
        {
            string file = Path.Combine(Folder, _files[key] + ".result.json");
            JsonElement result = File.Exists(file) ? JsonDocument.Parse(File.ReadAllText(file)).RootElement : default;
            _jobs.Add(key, (result, heads, states));
        }
    }

    public static RuntimeJobs All => s_all.Value;

    /// <summary>Where the files are.</summary>
    public string Folder { get; }

    /// <summary>Compares the scores of each step with those of all steps at once.</summary>
    public void CompareSteps(string name) => _steps[name].Compare(Folder);

    /// <summary>Compares what the runtime gave with the model.</summary>
    public void Compare(string name)
    {
        (JsonElement result, double[][] heads, double[]? states) = _jobs[name];
        Assert.False(result.TryGetProperty("error", out JsonElement error), error.ToString());
        JsonElement outputs = result.GetProperty("runs")[0];
        (string, double[])[] all =
        [
            .. heads.Select(static (values, i) => ($"head {i}", values)),
            .. states is null ? [] : new[] { ("states", states) },
        ];
        JsonProperty[] given = [.. outputs.EnumerateObject()];
        int at = 0;
        foreach ((string what, double[] values) in all)
        {
            var actual = new List<double>();
            while (actual.Count < values.Length)
                actual.AddRange(given[at++].Value.GetProperty("data").EnumerateArray().Select(Number));
            Near(values, [.. actual], what);
        }

        Assert.Equal(given.Length, at);
    }

    public static double Number(JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetDouble()
        : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    public static void Near(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double bound = 1e-5 * Math.Max(1, Math.Abs(expected[i]));
            Assert.True(
                expected[i].Equals(actual[i]) || Math.Abs(expected[i] - actual[i]) <= bound,
                $"{what}, value {i}: RnnGen {expected[i]}, ONNX Runtime {actual[i]}");
        }
    }

    /// <summary>Parameters that are not what models start with: no bias of zero hides a mistake.</summary>
    public static void Shake(Model<float> model)
    {
        var random = new Random(7);
        Span<float> flat = model.Parameters.Flat;
        for (int i = 0; i < flat.Length; i++)
            flat[i] += (float)(random.NextDouble() - 0.5) / 2;
        model.Parameters.Commit();
    }

    private (string Key, double[][] Heads, double[]? States) Job(
        string key, string file, string onnx, Model<float> model, JointCase drawn, bool states)
    {
        ModelInfo info = model.Info;
        Batch<float> batch = drawn.Batch<float>(info);
        using Pass<float> pass = model.CreatePass();
        pass.Forward(states ? batch : batch with { InitialStates = default }, training: false);
        var feeds = new Dictionary<string, string>();
        foreach ((int i, InputInfo input) in info.Inputs.Index())
            feeds[input.Name] = Feed(drawn, input, i);
        foreach ((int axis, AxisInfo of) in info.Axes.Index())
        {
            string name = info.Axes.Count == 1 ? "lengths" : of.Name + "_lengths";
            feeds[name] = Tensor("int32", drawn.Lengths[axis].Select(static l => (double)l), Rows);
        }

        int start = 0;
        foreach (StateInfo state in info.States)
        {
            feeds[state.Name] = Tensor("float32", drawn.States[start..(start + (Rows * state.Size))], Rows, state.Size);
            start += Rows * state.Size;
        }

        _files.Add(key, file);
        string all = string.Join(",", feeds.Select(static feed => $"\"{feed.Key}\":{feed.Value}"));
        File.WriteAllText(
            Path.Combine(Folder, file + ".job.json"),
            "{\"runs\":[{\"model\":\"" + onnx + "\",\"feeds\":{" + all + "}}]}");
        return (key, [.. info.Heads.Select(head => Floats.ToDoubles(pass.OutputsOf(head.Name)))],
            states ? Floats.ToDoubles(pass.FinalStates) : null);
    }

    public static string Feed(JointCase drawn, InputInfo input, int number)
    {
        int steps = drawn.Steps[input.Axis];
        if (input.Vocabulary > 0)
            return Tensor("int64", drawn.Tokens[number].Select(static token => (double)token), drawn.Rows, steps);
        return input.PerStep ? Tensor("float32", drawn.Features[number], drawn.Rows, steps, input.Features)
            : Tensor("float32", drawn.Features[number], drawn.Rows, input.Features);
    }

    public static string Tensor(string type, IEnumerable<double> values, params int[] dims)
    {
        var text = new StringBuilder($"{{\"type\":\"{type}\",\"dims\":[{string.Join(",", dims)}],\"data\":[");
        text.AppendJoin(',', values.Select(static v => v.ToString("R", CultureInfo.InvariantCulture)));
        return text.Append("]}").ToString();
    }
}
