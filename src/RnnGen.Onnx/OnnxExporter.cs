using System.Globalization;
using System.Numerics;
using RnnGen.Onnx.Export;
using RnnGen.Onnx.Format;
using RnnGen.Structure;

namespace RnnGen.Onnx;

/// <summary>Writes models as ONNX files, which ONNX Runtime and others run.</summary>
/// <remarks>
/// A file computes what <see cref="Model{T}.Forward(Batch{T})"/> gives, in the network's units: inputs and outputs are
/// <c>[batch, time, features]</c> with both first sizes left open, tokens are int64 <c>[batch, time]</c>, outputs are
/// zero beyond a row's length. LSTM, GRU and the plain layer are nodes of that name; any other cell is a Scan of its
/// equations. Inputs and heads have the model's names; one that another value has gets a number, such as a head called
/// lengths. Numbers are written as float, whatever the model's precision: runtimes have these nodes for float only.
/// Scalers, vocabularies, class names and what a loss does are not part of it.
/// </remarks>
public static class OnnxExporter
{
    /// <summary>Writes a model to a file of opset 14.</summary>
    /// <typeparam name="T">The float type.</typeparam>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, which is replaced once the new one is complete.</param>
    /// <param name="options">What goes into the file, or null.</param>
    /// <exception cref="OnnxException">
    /// Something of the model cannot be written, such as a decoding loop or a number beyond float; nothing was.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void ExportOnnx<T>(this Model<T> model, string path, OnnxExportOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ProtoWriter file = Print(model, options);
        DurableFile.Write(path, file.WriteTo);
    }

    /// <summary>Writes a model to a stream.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where the file's bytes go.</param>
    /// <param name="options">What goes into the file, or null.</param>
    /// <inheritdoc cref="ExportOnnx{T}(Model{T}, string, OnnxExportOptions?)"/>
    public static void ExportOnnx<T>(this Model<T> model, Stream stream, OnnxExportOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(stream);
        Print(model, options).WriteTo(stream);
    }

    private static ProtoWriter Print<T>(Model<T> model, OnnxExportOptions? options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ModelStructure structure = model.ReadStructure();
        float[][] parameters = [.. model.Info.Parameters.Select(p => Floats<T>(p.Name, model.Parameters[p.Name]))];
        OnnxGraph graph = new NetworkExport(structure, parameters, options ?? new OnnxExportOptions()).Run();
        ProtoWriter file = OnnxWriter.Write(new OnnxModel
        {
            Producer = OnnxModel.OwnProducer,
            ProducerVersion = typeof(OnnxExporter).Assembly.GetName().Version?.ToString(3) ?? "",
            Documentation = model.ToString(),
            Graph = graph,
        });
        return file.Length <= OnnxWriter.Longest ? file
            : throw new OnnxException(
                $"{model.Info.Name} takes {file.Length} bytes; an ONNX file has at most {OnnxWriter.Longest}.");
    }

    private static float[] Floats<T>(string name, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        float[] floats = new float[values.Length];
        for (int i = 0; i < floats.Length; i++)
        {
            floats[i] = float.CreateTruncating(values[i]);
            if (T.IsFinite(values[i]) && !float.IsFinite(floats[i]))
            {
                throw new OnnxException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{name}' has {values[i]} at {i}, which is beyond float, and the file's numbers are float."));
            }
        }

        return floats;
    }
}
