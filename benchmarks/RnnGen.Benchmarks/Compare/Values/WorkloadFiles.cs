using System.Text.Json;
using RnnGen.Benchmarks.Workloads;
using RnnGen.Program;

namespace RnnGen.Benchmarks.Compare.Values;

/// <summary>Writes a workload for the peers: inputs, targets, initial parameters, and an index of them.</summary>
/// <param name="workload">The workload.</param>
/// <param name="folder">Where the files go; it exists.</param>
internal sealed class WorkloadFiles(Workload workload, string folder)
{
    private static readonly string[] s_layers = ["lstm.", "gru.", "rnn."];

    private readonly Dictionary<string, object> _tensors = [];

    /// <summary>Writes all and gives the folder.</summary>
    public string Write()
    {
        Batch<float> batch = workload.Batch;
        NetworkShape shape = workload.Shape;
        Model<float> model = workload.Create();
        if (batch.HasTokens)
            Add("tokens", batch.Tokens.Span, "int32", batch.Rows, batch.Steps);
        else
            Add("x", batch.Features.Span, "float32", batch.Rows, batch.Steps, shape.Inputs);
        if (shape.HasDecoder)
        {
            ReadOnlySpan<float> replies = batch.MoreInputs[Workload.Reply].Features.Span;
            Add(Workload.Reply, replies, "float32", batch.Rows, batch.Steps, shape.Inputs);
        }

        if (!batch.Targets.IsEmpty)
            Add("targets", batch.Targets.Span, "float32", batch.Rows, shape.Outputs);
        if (!batch.Classes.IsEmpty)
        {
            int[] size = shape.Head == "each" ? [batch.Rows, batch.Steps] : [batch.Rows];
            Add("classes", batch.Classes.Span, "int32", size);
        }

        foreach (ParameterInfo info in model.Info.Parameters)
        {
            int[] size = info.Columns == 0 ? [info.Rows] : [info.Rows, info.Columns];
            Add(PlainName(info.Name), (ReadOnlySpan<float>)model.Parameters[info.Name], "float32", size);
        }

        float[] layers = LayerInputs.Of(workload, model);
        Add("layers_x", TimeMajor(layers), "float32", batch.Steps, batch.Rows, shape.Inputs);
        WriteIndex();
        return folder;
    }

    /// <summary>A tensor's name in a file of its own: PyTorch's, without the module of the recurrent layers.</summary>
    public static string PlainName(string name)
        => Array.Exists(s_layers, layer => name.StartsWith(layer, StringComparison.Ordinal))
            ? name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]
            : name;

    private void Add<T>(string name, ReadOnlySpan<T> values, string type, params int[] shape)
        where T : unmanaged
    {
        TensorFile.Write(folder, name, values);
        _tensors.Add(name, new { type, shape });
    }

    private ReadOnlySpan<float> TimeMajor(float[] x)
    {
        int rows = workload.Batch.Rows, steps = workload.Batch.Steps, width = workload.Shape.Inputs;
        var y = new float[x.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int t = 0; t < steps; t++)
                x.AsSpan(((row * steps) + t) * width, width).CopyTo(y.AsSpan(((t * rows) + row) * width));
        }

        return y;
    }

    private void WriteIndex()
    {
        NetworkShape shape = workload.Shape;
        var index = new
        {
            name = workload.Name,
            cell = shape.Cell,
            inputs = shape.Inputs,
            units = shape.Units,
            layers = shape.Layers,
            directions = shape.Directions,
            vocabulary = shape.Vocabulary,
            head = shape.Head,
            outputs = shape.Outputs,
            decoder = shape.HasDecoder,
            loss = shape.Loss,
            rows = workload.Batch.Rows,
            steps = workload.Batch.Steps,
            forward = workload.Predicts,
            stream = workload.Streams,
            tensors = _tensors,
        };
        File.WriteAllText(Path.Combine(folder, "index.json"), JsonSerializer.Serialize(index));
    }
}
