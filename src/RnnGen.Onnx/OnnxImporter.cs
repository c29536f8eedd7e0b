using System.Numerics;
using RnnGen.Onnx.Format;
using RnnGen.Onnx.Import;
using RnnGen.Structure;

namespace RnnGen.Onnx;

/// <summary>Takes the weights of ONNX files over into models.</summary>
/// <remarks>
/// A file that <see cref="OnnxExporter"/> wrote of the same declaration is read whatever the model is made of. Of other
/// files those are whose first input goes through embeddings, LSTM, GRU and RNN nodes and dense layers in a row, such
/// as PyTorch's: each layer must compute what the model's does, with the same sizes and options; read-outs and what
/// joins layers are not compared.
/// </remarks>
public static class OnnxImporter
{
    /// <summary>Takes all weights of a file over: bit for bit, or not at all.</summary>
    /// <typeparam name="T">The float type.</typeparam>
    /// <param name="model">The model, whose parameters are replaced.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="OnnxException">
    /// The file is damaged, or a layer is not that of the model; nothing has changed.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    public static void ImportOnnx<T>(this Model<T> model, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        Import(model, OnnxReader.ReadFile(path));
    }

    /// <summary>Takes all weights of a file in memory over: bit for bit, or not at all.</summary>
    /// <param name="model">The model, whose parameters are replaced.</param>
    /// <param name="file">The file's bytes.</param>
    /// <inheritdoc cref="ImportOnnx{T}(Model{T}, string)"/>
    public static void ImportOnnx<T>(this Model<T> model, ReadOnlyMemory<byte> file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        Import(model, OnnxReader.Read(file));
    }

    private static void Import<T>(Model<T> model, OnnxModel file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ModelStructure structure = model.ReadStructure();
        StagedWeights<T>? weights = OwnFile<T>.Read(file, model, structure);
        if (weights is null)
        {
            weights = new StagedWeights<T>(model);
            new WeightStaging<T>(structure, weights).Stage(Chain.Of(file).Links);
        }

        weights.Commit();
    }
}
