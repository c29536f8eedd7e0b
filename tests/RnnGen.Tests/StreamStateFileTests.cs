using System.Numerics;

namespace RnnGen.Tests;

public sealed class StreamStateFileTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.safetensors");
    private readonly float[] _x = Draw.Values<float>(6 * 3, seed: 4);

    [Fact]
    public void RestoreState_InAModelOfTheSameParameters_ContinuesBitForBit()
    {
        var model = new RnnModel<float>(new RnnOptions()) { InputScaler = ThreeFeatures(scale: 2) };
        using ModelStream<float> stream = model.CreateStream();
        for (int t = 0; t < 3; t++)
            stream.Step(Feature(t));
        stream.SaveState(_path);

        var loaded = new RnnModel<float>(new RnnOptions(), seed: 9) { InputScaler = ThreeFeatures(scale: 2) };
        model.Parameters.Flat.CopyTo(loaded.Parameters.Flat);
        loaded.Parameters.Commit();
        using ModelStream<float> other = loaded.CreateStream();
        other.RestoreState(_path);
        for (int t = 3; t < 6; t++)
            Assert.Equal(stream.Step(Feature(t)).ToArray(), other.Step(Feature(t)).ToArray());
    }

    [Fact]
    public void RestoreState_InAnotherModel_ThrowsAndKeepsTheState()
    {
        using (ModelStream<float> stream = new RnnModel<float>(new RnnOptions()).CreateStream())
            stream.SaveState(_path);

        RequireRefused<float>(new RnnModel<float>(new RnnOptions(), seed: 2), "other parameters");
        RequireRefused<float>(new RnnModel<float>(new RnnOptions()) { InputScaler = ThreeFeatures(2) }, "input scaler");
        RequireRefused<double>(new RnnModel<double>(new RnnOptions()), "other parameters");
    }

    [Fact]
    public void RestoreState_FileOfAModelOrDamaged_Throws()
    {
        var model = new RnnModel<float>(new RnnOptions());
        model.Save(_path);
        RequireRefused(model, "no state of a stream");

        using (ModelStream<float> stream = model.CreateStream())
            stream.SaveState(_path);
        byte[] bytes = File.ReadAllBytes(_path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_path, bytes);
        RequireRefused(model, "altered");
    }

    [Fact]
    public void SaveState_WithNaN_ThrowsAndKeepsTheFile()
    {
        using ModelStream<float> stream = new RnnModel<float>(new RnnOptions()).CreateStream();
        stream.SaveState(_path);
        byte[] before = File.ReadAllBytes(_path);
        stream.Step([float.PositiveInfinity, float.NegativeInfinity, float.PositiveInfinity]);
        Assert.Contains("NaN", Assert.Throws<InvalidOperationException>(() => stream.SaveState(_path)).Message);
        Assert.Equal(before, File.ReadAllBytes(_path));
    }

    public void Dispose() => File.Delete(_path);

    private void RequireRefused<T>(Model<T> model, string reason)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using ModelStream<T> stream = model.CreateStream();
        stream.Step([T.One, T.One, T.One]);
        var before = new T[stream.StateLength];
        stream.SaveState(before);
        Assert.Contains(reason, Assert.Throws<CheckpointException>(() => stream.RestoreState(_path)).Message);
        var after = new T[stream.StateLength];
        stream.SaveState(after);
        Assert.Equal(before, after);
    }

    private ReadOnlySpan<float> Feature(int step) => _x.AsSpan(step * 3, 3);

    private static Scaler ThreeFeatures(double scale) => new([0, 0, 0], [scale, scale, scale]);
}
