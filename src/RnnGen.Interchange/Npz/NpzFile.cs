using System.IO.Compression;

namespace RnnGen.Npz;

/// <summary>NumPy's arrays by name: a zip file of .npy files, as <c>np.savez</c> writes it.</summary>
internal static class NpzFile
{
    private const string Ending = ".npy";

    // The earliest that a zip file can say: the same arrays give the same bytes.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads the arrays of a zip file, which are in the order of C afterwards.</summary>
    /// <exception cref="CheckpointException">The file or an array is damaged, or holds something else.</exception>
    public static List<SafetensorsTensor> Read(string path, ZipDirectory zip)
    {
        var tensors = new List<SafetensorsTensor>(zip.Entries.Count);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (ZipEntry entry in zip.Entries)
        {
            string name = entry.Name.EndsWith(Ending, StringComparison.Ordinal) ? entry.Name[..^Ending.Length] : "";
            if (name.Length == 0)
                throw new CheckpointException(path, entry.Name, "expected arrays, called name.npy.");
            if (!names.Add(name) || name == SafetensorsFile.MetadataName)
                throw new CheckpointException(path, name, "the name occurs twice, or is reserved.");
            try
            {
                tensors.Add(Array(name, zip, entry));
            }
            catch (FormatException e)
            {
                throw new CheckpointException(path, name, e.Message, e);
            }
        }

        return tensors;
    }

    /// <summary>Writes arrays durably.</summary>
    /// <exception cref="NotSupportedException">NumPy has no such numbers.</exception>
    /// <exception cref="IOException">The disk did not take it; the old file stays.</exception>
    public static void Write(string path, IReadOnlyList<SafetensorsTensor> tensors)
    {
        byte[][] heads = [.. tensors.Select(tensor => Head(path, tensor))];
        DurableFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            for (int i = 0; i < heads.Length; i++)
            {
                ZipArchiveEntry entry = zip.CreateEntry(tensors[i].Name + Ending, CompressionLevel.NoCompression);
                entry.LastWriteTime = s_time;
                using Stream content = entry.Open();
                content.Write(heads[i]);
                content.Write(tensors[i].Data.Span);
            }
        });
    }

    private static byte[] Head(string path, SafetensorsTensor tensor)
    {
        try
        {
            return NpyHeader.Print(tensor.Type, tensor.Shape);
        }
        catch (NotSupportedException e)
        {
            throw new NotSupportedException(
                $"{path}, tensor '{Excerpt.Of(tensor.Name)}': {e.Message} .safetensors can; a conversion between "
                    + "systems makes it float32.",
                e);
        }
    }

    private static SafetensorsTensor Array(string name, ZipDirectory zip, ZipEntry entry)
    {
        ReadOnlyMemory<byte> content = zip.Content(entry);
        NpyHeader header = NpyHeader.Read(content.Span);
        ReadOnlyMemory<byte> data = content[header.Length..];
        if (TensorTypes.Bytes(header.Type, header.Shape) is not { } bytes || bytes != data.Length)
        {
            string described = $"{header.Type}{TensorTypes.Print(header.Shape)}";
            throw new FormatException($"{described} does not take the {data.Length} bytes that are there.");
        }

        if (header.IsFortran && header.Shape.Length > 1)
        {
            zip.Reserve(name, data.Length);
            data = Transpose(data.Span, header.Shape, TensorTypes.SizeOf(header.Type));
        }

        return SafetensorsTensor.Own(name, header.Type, header.Shape, data);
    }

    /// <summary>From the order of Fortran, where the first index runs fastest, to that of C.</summary>
    private static byte[] Transpose(ReadOnlySpan<byte> source, long[] shape, int size)
    {
        var target = new byte[source.Length];
        var strides = new long[shape.Length];
        long stride = size;
        for (int d = 0; d < shape.Length; d++)
        {
            strides[d] = stride;
            stride *= shape[d];
        }

        var index = new long[shape.Length];
        long from = 0;
        for (int to = 0; to < target.Length; to += size)
        {
            source.Slice((int)from, size).CopyTo(target.AsSpan(to));
            for (int d = shape.Length - 1; d >= 0; d--)
            {
                from += strides[d];
                if (++index[d] < shape[d])
                    break;
                from -= strides[d] * shape[d];
                index[d] = 0;
            }
        }

        return target;
    }
}
