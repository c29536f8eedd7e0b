using System.Runtime.CompilerServices;
using System.Text;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A stream's state in a sealed safetensors file. A state says nothing to other parameters, so the file has the SHA-256
/// of those that it was computed with.
/// </summary>
internal static class StreamStateFile
{
    private const string StatePrefix = ModelFile.Prefix + "state.";
    private const string ComputedWithKey = ModelFile.Prefix + "state_computed_with";

    /// <summary>Writes a state durably.</summary>
    /// <param name="path">The file; replaced as a whole or not at all.</param>
    /// <param name="model">The model that computed it.</param>
    /// <param name="inputScaler">The input scaler of its stream, or null.</param>
    /// <param name="state">One state of <see cref="ModelInfo.States"/> after the other.</param>
    /// <exception cref="InvalidOperationException">The state holds NaN.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write<T>(string path, Model<T> model, Scaler? inputScaler, ReadOnlySpan<T> state)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensors = new List<SafetensorsTensor>();
        foreach (StateInfo info in model.Info.States)
        {
            ReadOnlySpan<T> values = state[..info.Size];
            if (HasNaN(values))
            {
                throw new InvalidOperationException(
                    $"The state {info.Name} of {model.Info.Name} holds NaN; {path} is as before.");
            }

            tensors.Add(SafetensorsTensor.From(StatePrefix + info.Name, [info.Size], values));
            state = state[info.Size..];
        }

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ModelFile.ModelKey] = model.Info.Name,
            [ComputedWithKey] = Fingerprint(model, inputScaler),
        };
        SafetensorsFile.Write(path, tensors, metadata, seal: true);
    }

    /// <summary>Reads a state that a model of the same parameters computed.</summary>
    /// <exception cref="CheckpointException">It is damaged, no state, or another model's.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static T[] Read<T>(string path, Model<T> model, Scaler? inputScaler)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(ComputedWithKey, out string? computedWith))
            throw new CheckpointException(path, null, "the file holds no state of a stream.");
        if (computedWith != Fingerprint(model, inputScaler))
        {
            throw new CheckpointException(
                path,
                null,
                $"the state was computed by {file.Metadata.GetValueOrDefault(ModelFile.ModelKey)} with other "
                    + $"parameters, or another input scaler, than this stream's {model.Info.Name} has.");
        }

        var state = new List<T>();
        foreach (StateInfo info in model.Info.States)
        {
            string name = StatePrefix + info.Name;
            SafetensorsTensor tensor = file.Find(name)
                ?? throw new CheckpointException(path, name, "the file has no such tensor.");
            T[] values = Values<T>(path, tensor);
            if (values.Length != info.Size || HasNaN<T>(values))
                throw new CheckpointException(path, name, $"expected {info.Size} numbers that are not NaN.");
            state.AddRange(values);
        }

        return [.. state];
    }

    private static T[] Values<T>(string path, SafetensorsTensor tensor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            return tensor.ToArray<T>();
        }
        catch (NotSupportedException error)
        {
            throw new CheckpointException(path, tensor.Name, error.Message, error);
        }
    }

    /// <summary>SHA-256 of all that turns inputs into states: tensors with their names, and the input scaler.</summary>
    private static string Fingerprint<T>(Model<T> model, Scaler? inputScaler)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> parameters = model.Parameters.Flat;
        using var hash = new FileHash((long)parameters.Length * Unsafe.SizeOf<T>());
        foreach (ParameterInfo info in model.Info.Parameters)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{info.Name} {info.Rows} {info.Columns}\n"));
            BytePieces.Append(hash, parameters.Slice((int)info.Offset, (int)info.Length));
        }

        hash.AppendData(Encoding.UTF8.GetBytes(inputScaler?.ToJson() ?? "no input scaler"));
        return hash.Finish();
    }

    private static bool HasNaN<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (T value in values)
        {
            if (T.IsNaN(value))
                return true;
        }

        return false;
    }
}
