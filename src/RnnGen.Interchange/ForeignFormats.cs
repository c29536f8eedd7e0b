using RnnGen.Npz;

namespace RnnGen;

/// <summary>
/// Formats that are known by how they begin and not read here, because they hold programs or take a library, each with
/// the lines of Python that write one that is.
/// </summary>
internal static class ForeignFormats
{
    private const string Torch = """
        import torch
        from safetensors.torch import save_file
        state = torch.load("model.pt", map_location="cpu")  # of a whole model: .state_dict()
        save_file({name: tensor.contiguous().clone() for name, tensor in state.items()}, "model.safetensors")
        """;

    private const string Keras = """
        import keras, numpy
        model = keras.models.load_model("model.keras")
        numpy.savez("model.npz", **{getattr(w, "path", w.name): w.numpy() for w in model.weights})
        """;

    private const string Msgpack = """
        import numpy
        from flax import serialization, traverse_util
        tree = serialization.msgpack_restore(open("model.msgpack", "rb").read())
        numpy.savez("model.npz", **traverse_util.flatten_dict(tree, sep="/"))
        """;

    private const string Numpy = """
        import numpy
        numpy.savez("model.npz", **{"dense/kernel": numpy.load("kernel.npy")})
        """;

    private const string Tree = """
        import numpy
        numpy.savez("model.npz", **{"lstm/W/weight": numpy.asarray(weight)})  # every array by its name
        """;

    /// <summary>How many of a file's first bytes are enough.</summary>
    public const int Needed = 8;

    /// <summary>Why a file that begins so is not read, or null.</summary>
    public static string? Refusal(string path, ReadOnlySpan<byte> start)
    {
        if (start is [0x89, (byte)'H', (byte)'D', (byte)'F', ..])
            return Say("an HDF5 file, as Keras writes with .h5", Keras);
        if (start is [0x80, >= 2 and <= 5, ..])
            return Say("a pickle, which may run any program when it is loaded", IsTorch(path) ? Torch : Tree);
        if (start.StartsWith(NpyHeader.Mark))
            return Say("a single array without a name", Numpy);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".msgpack" => Say("what Flax serialised", Msgpack),
            ".onnx" => "the file is an ONNX model: import it with RnnGen.Onnx, or give its initializers as .npz.",
            ".pt" or ".pth" or ".bin" or ".ckpt" => Say("no safetensors file, and .npz neither", Torch),
            _ => null,
        };
    }

    /// <summary>Why a zip file without arrays is not read.</summary>
    public static string RefusalOfZip(ZipDirectory zip)
    {
        bool Has(string ending) =>
            zip.Entries.Any(entry => entry.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        return Has("data.pkl") ? Say("PyTorch's, whose index is a pickle, which may run any program", Torch)
            : Has(".h5") ? Say("Keras's, whose weights are an HDF5 file", Keras)
            : "the file is a zip file without arrays (name.npy).";
    }

    private static bool IsTorch(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".pt" or ".pth" or ".bin" or ".ckpt" or ".tar";

    private static string Say(string what, string lines) =>
        $"the file is {what}. It is not read here; these lines of Python convert it:\n    "
            + lines.ReplaceLineEndings("\n    ");
}
