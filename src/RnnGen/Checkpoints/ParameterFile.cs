using RnnGen.Program;

namespace RnnGen;

/// <summary>A model's parameters in a safetensors file, by name.</summary>
public static class ParameterFile
{
    /// <summary>Writes a flat parameter buffer durably.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="parameters">The buffer's tensors.</param>
    /// <param name="values">The buffer.</param>
    /// <param name="metadata">Any strings, or null.</param>
    public static void Save<T>(
        string path, IReadOnlyList<ParameterInfo> parameters, ReadOnlySpan<T> values,
        IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(parameters, values.Length);
        SafetensorsFile.Write(path, Tensors(parameters, values), metadata);
    }

    /// <summary>
    /// Reads a file into a flat parameter buffer; see
    /// <see cref="Load{T}(SafetensorsFile, IReadOnlyList{ParameterInfo}, Span{T}, LoadOptions?)"/>.
    /// </summary>
    public static LoadReport Load<T>(
        string path, IReadOnlyList<ParameterInfo> parameters, Span<T> values, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(file, parameters, values, options);
    }

    /// <summary>
    /// Copies a file's tensors into a flat parameter buffer by name and shape, converting float types. Where the file
    /// has PyTorch's two biases and the model one, their sum is loaded; for a GRU that resets after the product, whose
    /// model has <c>bias_ih</c> [3H] and <c>bias_hh</c> [H], the r and z rows are summed and the n rows go to each.
    /// Where the model has two biases and the file one, the second is zeros.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="parameters">The buffer's tensors.</param>
    /// <param name="values">The buffer; unchanged when this throws.</param>
    /// <param name="options">A renaming map and partial loading, or null.</param>
    /// <exception cref="CheckpointException">A tensor is missing or of another shape or type.</exception>
    public static LoadReport Load<T>(
        SafetensorsFile file, IReadOnlyList<ParameterInfo> parameters, Span<T> values, LoadOptions? options = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(file);
        CheckLength(parameters, values.Length);
        T[] staged = values.ToArray();
        var loading = new ParameterLoading(file, parameters, options ?? new LoadOptions());
        LoadReport report = loading.Run(staged.AsSpan());
        staged.CopyTo(values);
        return report;
    }

    /// <summary>A flat buffer as tensors that copy it.</summary>
    internal static List<SafetensorsTensor> Tensors<T>(
        IReadOnlyList<ParameterInfo> parameters, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensors = new List<SafetensorsTensor>(parameters.Count);
        foreach (ParameterInfo info in parameters)
        {
            ReadOnlySpan<T> tensor = values.Slice((int)info.Offset, (int)info.Length);
            tensors.Add(SafetensorsTensor.From(info.Name, Shape(info), tensor));
        }

        return tensors;
    }

    internal static long[] Shape(ParameterInfo info) => info.Columns == 0 ? [info.Rows] : [info.Rows, info.Columns];

    private static void CheckLength(IReadOnlyList<ParameterInfo> parameters, int length)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        long needed = parameters.Count == 0 ? 0 : parameters.Max(static info => info.Offset + info.Length);
        if (needed > length)
        {
            throw new ArgumentException(
                $"The parameters take {needed} floats, the buffer has {length}.", nameof(parameters));
        }
    }
}
