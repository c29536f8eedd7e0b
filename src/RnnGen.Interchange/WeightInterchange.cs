using RnnGen.Conversion;
using RnnGen.Layouts;
using RnnGen.Structure;

namespace RnnGen;

/// <summary>
/// A model's weights from and to the files of other systems: exact, or refused with the reason.
/// </summary>
/// <remarks>
/// A file is safetensors or .npz, and has the arrays of a system by name; which these are for each layer is in the
/// documentation, and <see cref="LoadOptions.Names"/> renames them. Layers that no other system has (attention, random
/// fields, cells of one's own) are refused, or skipped where <see cref="LoadOptions.Partial"/> allows it.
/// </remarks>
public static class WeightInterchange
{
    /// <summary>Reads another system's weights. Not while another thread predicts.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="system">Whose names, shapes and orders it has.</param>
    /// <param name="options">
    /// A renaming map, from a system's default names (<c>lstm/kernel</c>, or <c>lstm/</c> for all of a layer) to the
    /// file's, and partial loading; or null.
    /// </param>
    /// <returns>What was loaded, added up, converted and skipped.</returns>
    /// <exception cref="CheckpointException">
    /// The file is damaged, lacks an array, or a layer's equations are not the system's; nothing has changed.
    /// </exception>
    /// <exception cref="ArgumentException">The options rename what the model has not.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing has changed.</exception>
    public static LoadReport Import<T>(
        this Model<T> model, string path, WeightSystem system, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        var layout = Layout.Of(system);
        using SafetensorsFile file = WeightFile.Open(path);
        return new WeightImport<T>(model, file, layout, options ?? new LoadOptions()).Run();
    }

    /// <summary>Writes the parameters as another system has them. Vocabulary, scalers and notes stay behind.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, whose ending says its format: .safetensors or .npz.</param>
    /// <param name="system">The system.</param>
    /// <param name="names">
    /// The file's name for an array of the system, as <see cref="LoadOptions.Names"/>; or null.
    /// </param>
    /// <returns>What was written, and what the other system's layers must be told.</returns>
    /// <exception cref="NotSupportedException">
    /// The system has no layer that computes what one of the model does; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The ending says no format, two arrays would have one name, or what is renamed is not there.
    /// </exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static ExportReport Export<T>(
        this Model<T> model, string path, WeightSystem system, IReadOnlyDictionary<string, string>? names = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        WeightFile.CheckEnding(path);
        var writer = new ArrayWriter<T>(Layout.Of(system), new LoadOptions { Names = names });
        T[] values = model.Parameters.Flat.ToArray();
        ModelStructure structure = model.ReadStructure();
        foreach (ModelLayer layer in ModelLayer.Of(structure))
        {
            try
            {
                if (layer.Weights is not { } weights)
                    throw new LayoutException(layer.Refusal!);
                HubLayer<T> hub = ModelTransfer.Open(layer, values.AsMemory(), withTied: true);
                if (weights.Kind == WeightKind.Recurrent)
                    ModelTransfer.ReadBiases<T>(layer, values, hub);
                writer.Add(weights, hub);
            }
            catch (LayoutException e)
            {
                throw new NotSupportedException($"{model.Info.Name}, {layer.Label}: {e.Message}", e);
            }
        }

        return writer.Write(path, structure.Layers);
    }

    /// <summary>
    /// Converts a file of one system to one of another, without a model: layers are known by the names and shapes of
    /// their arrays.
    /// </summary>
    /// <param name="input">The file.</param>
    /// <param name="from">Whose names, shapes and orders it has.</param>
    /// <param name="output">The file to write, whose ending says its format: .safetensors or .npz.</param>
    /// <param name="to">The system that it is written for.</param>
    /// <param name="options">What the file does not say, or null.</param>
    /// <returns>What was written, and what the other system's layers must be told.</returns>
    /// <exception cref="CheckpointException">
    /// The file is damaged, or an array does not say what it belongs to.
    /// </exception>
    /// <exception cref="NotSupportedException">
    /// The system has no layer that computes what one of the file does; nothing is written.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The ending says no format, two arrays would have one name, or what is renamed is not there.
    /// </exception>
    /// <exception cref="IOException">A file cannot be read, or the disk did not take the other one.</exception>
    public static ExportReport Convert(
        string input, WeightSystem from, string output, WeightSystem to, ConversionOptions? options = null)
    {
        WeightFile.CheckEnding(output);
        options ??= new ConversionOptions();
        using SafetensorsFile file = WeightFile.Open(input);
        return file.Tensors.Any(static tensor => tensor.Type == TensorType.F64)
            ? new FileConversion<double>(file, Layout.Of(from), Layout.Of(to), options).Run(output)
            : new FileConversion<float>(file, Layout.Of(from), Layout.Of(to), options).Run(output);
    }
}
