namespace RnnGen;

/// <summary>A file that cannot be loaded: what is wrong, in which file and tensor. Nothing has changed.</summary>
public sealed class CheckpointException : IOException
{
    internal CheckpointException(string file, string? tensor, string problem, Exception? inner = null)
        : base(
            tensor is null ? $"{file}: {problem}" : $"{file}, tensor '{Excerpt.Of(tensor)}': {problem}", inner)
    {
        FileName = file;
        Tensor = tensor;
    }

    /// <summary>The file.</summary>
    public string FileName { get; }

    /// <summary>The tensor concerned, or null.</summary>
    public string? Tensor { get; }
}
