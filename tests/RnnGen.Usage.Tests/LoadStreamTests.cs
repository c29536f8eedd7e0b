using System.IO.Compression;
using RnnGen.Training.Tests;

namespace RnnGen.Usage.Tests;

/// <summary>A model from a stream is the one from the file, however the stream gives its bytes.</summary>
public sealed class LoadStreamTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Models.Forecaster _model = new(3) { InputScaler = Draw.InputScaler() };
    private readonly byte[] _bytes;

    public LoadStreamTests()
    {
        string path = _folder.File("forecast.safetensors");
        _model.Save(path);
        _bytes = File.ReadAllBytes(path);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_StreamInTheMiddle_ReadsFromThereToItsEnd()
    {
        using var stream = new MemoryStream([1, 2, 3, .. _bytes]);
        stream.Position = 3;
        AssertLoads(stream);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void Load_StreamThatCannotSeek_IsTheSame()
    {
        using var packed = new MemoryStream();
        using (var pack = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(_bytes);
        packed.Position = 0;
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        AssertLoads(stream);
    }

    [Fact]
    public void Load_StreamThatIsCut_NamesItAndChangesNothing()
    {
        var model = new Models.Forecaster(7);
        float[] before = model.Parameters.Flat.ToArray();
        using var stream = new MemoryStream(_bytes, 0, _bytes.Length - 4);
        CheckpointException error = Assert.Throws<CheckpointException>(() => model.Load(stream, name: "the blob"));
        Assert.Equal("the blob", error.FileName);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
        Assert.Null(model.InputScaler);
    }

    private void AssertLoads(Stream stream)
    {
        var model = new Models.Forecaster(7);
        LoadReport report = model.Load(stream);
        Assert.Equal(["input scaler"], report.Assets);
        Assert.Equal(_model.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        float[] sequence = Draw.Features<float>(10);
        Assert.Equal(_model.Predict(sequence), model.Predict(sequence));
    }
}
