namespace RnnGen.Interchange.Tests;

/// <summary>Arrays of another system by name, with numbers of a seed.</summary>
internal sealed class Arrays
{
    private readonly Dictionary<string, (long[] Shape, float[] Values)> _arrays = [];
    private readonly System.Random _random = new(3);

    public float[] this[string name] => _arrays[name].Values;

    public IEnumerable<string> Names => _arrays.Keys;

    public Arrays Add(string name, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, static (a, b) => a * b)];
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)((_random.NextDouble() * 1.6) - 0.8);
        _arrays[name] = (shape, values);
        return this;
    }

    public void Save(string path) => WeightFile.Write(
        path,
        [
            .. _arrays.Select(static pair =>
                SafetensorsTensor.From<float>(pair.Key, pair.Value.Shape, pair.Value.Values)),
        ]);

    /// <summary>Whether a file has the same arrays, bit for bit.</summary>
    public void AssertSame(string path, double tolerance = 0)
    {
        using SafetensorsFile file = WeightFile.Open(path);
        Assert.Equal(_arrays.Keys.Order(), file.Tensors.Select(static tensor => tensor.Name).Order());
        foreach ((string name, (long[] shape, float[] values)) in _arrays)
        {
            SafetensorsTensor tensor = file.Find(name)!;
            Assert.Equal(shape, tensor.Shape.ToArray());
            float[] actual = tensor.ToArray<float>();
            for (int i = 0; i < values.Length; i++)
                Assert.True(Math.Abs(values[i] - actual[i]) <= tolerance, $"{name}[{i}]: {values[i]}, {actual[i]}");
        }
    }
}
