namespace RnnGen;

/// <summary>
/// What a file has beside the numbers of a layer that was read. It is part of that layer: without it the rest would
/// compute something else.
/// </summary>
internal static class Leftovers
{
    private const string Problem = "it is part of a layer that the model has, is not zero, and has no place in the "
        + "declaration: biases (Biases = 1), a direction, a further layer or peepholes that are not declared. "
        + "LoadOptions.Partial leaves it out.";

    /// <summary>The tensors that may not be left out, and why.</summary>
    /// <param name="file">The file.</param>
    /// <param name="used">The names of what was read.</param>
    /// <param name="unused">The names of what was not.</param>
    public static IEnumerable<(string Tensor, string Problem)> Of(
        SafetensorsFile file, IEnumerable<string> used, IEnumerable<string> unused)
    {
        HashSet<string> owners = [.. used.Select(OwnerOf)];
        return unused.Where(name => owners.Contains(OwnerOf(name)) && IsNumber(file.Find(name)!))
            .Select(static name => (name, Problem));
    }

    private static string OwnerOf(string name) => name[..(name.LastIndexOfAny(['.', '/']) + 1)];

    /// <summary>Whether it has floats of which one is neither 0 nor -0.</summary>
    private static bool IsNumber(SafetensorsTensor tensor)
    {
        if (!tensor.IsFloat)
            return false;
        ReadOnlySpan<byte> bytes = tensor.Data.Span;
        int size = TensorTypes.SizeOf(tensor.Type);
        for (int i = 0; i < bytes.Length; i++)
        {
            // the last byte of a number has its sign
            int mask = i % size == size - 1 ? 0x7F : 0xFF;
            if ((bytes[i] & mask) != 0)
                return true;
        }

        return false;
    }
}
