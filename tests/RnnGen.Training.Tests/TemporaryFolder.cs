namespace RnnGen.Training.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("rnngen-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string[] Files() => [.. Directory.GetFiles(_path).Select(static f => Path.GetFileName(f)).Order()];

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
