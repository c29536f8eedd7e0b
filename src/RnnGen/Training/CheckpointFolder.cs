namespace RnnGen;

/// <summary>
/// Where a <see cref="Trainer{T}"/> keeps its checkpoints: <c>last.safetensors</c>, from which training goes on bit for
/// bit, and <c>best.safetensors</c>, the model at its best epoch. Both are model files that
/// <see cref="Model{T}.Load(string, LoadOptions?)"/> reads. A crash at any moment leaves the file before or the new
/// one, whole.
/// </summary>
/// <param name="Path">The folder; made where it is missing.</param>
public sealed record CheckpointFolder(string Path)
{
    private readonly string _path = RequirePath(Path);
    private readonly int _everySteps;

    /// <summary>The folder; made where it is missing.</summary>
    /// <exception cref="ArgumentNullException">Null.</exception>
    public string Path
    {
        get => _path;
        init => _path = RequirePath(value);
    }

    /// <summary>
    /// Optimizer steps between two checkpoints within an epoch; 0, the default, for each epoch's end only.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int EverySteps
    {
        get => _everySteps;
        init => _everySteps = Check.AtLeast(value, 0, nameof(EverySteps));
    }

    /// <summary>Whether the best epoch's model is kept; on by default.</summary>
    public bool KeepBest { get; init; } = true;

    /// <summary>The checkpoint to go on from.</summary>
    public string LastPath => System.IO.Path.Combine(Path, "last.safetensors");

    /// <summary>The model at its best epoch.</summary>
    public string BestPath => System.IO.Path.Combine(Path, "best.safetensors");

    /// <summary>
    /// Makes the folder where it is missing and tries a file in it, so that no training is lost for want of a place.
    /// </summary>
    /// <exception cref="IOException">It cannot be made, or takes no files.</exception>
    internal void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetFullPath(Path));
            DurableFile.Try(LastPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException)
        {
            throw new IOException(
                $"Checkpoints cannot be written to the folder '{Path}'; nothing was trained. {e.Message}", e);
        }
    }

    private static string RequirePath(string path) => path ?? throw new ArgumentNullException(nameof(Path));
}
