using System.Text.Json;

namespace RnnGen.Golden.Tests;

/// <summary>Reads the pieces of a golden file.</summary>
internal static class Json
{
    /// <summary>A member that is there and not null, or null.</summary>
    public static JsonElement? Member(this JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static int Int(this JsonElement element, string name, int missing = 0) =>
        element.Member(name)?.GetInt32() ?? missing;

    public static double Double(this JsonElement element, string name, double missing = 0) =>
        element.Member(name)?.GetDouble() ?? missing;

    public static bool Flag(this JsonElement element, string name, bool missing = false) =>
        element.Member(name)?.GetBoolean() ?? missing;

    /// <summary>A flat list of numbers.</summary>
    public static double[] Doubles(this JsonElement element) =>
        [.. element.EnumerateArray().Select(v => v.GetDouble())];

    /// <summary>Nested lists of integers in row-major order.</summary>
    public static int[] Ints(this JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().SelectMany(Ints)]
        : [element.GetInt32()];

    public static int[]? Lengths(this JsonElement element) => element.Member("lengths")?.Ints();

    public static int[] Shape(this JsonElement tensor) => tensor.GetProperty("shape").Ints();

    /// <summary>A tensor's values, written down or drawn.</summary>
    public static double[] Values(this JsonElement tensor)
    {
        if (tensor.Member("data") is { } data)
            return data.Doubles();
        int count = tensor.Shape().Aggregate(1, (product, size) => product * size);
        return Lcg.Values(tensor.GetProperty("lcg_seed").GetUInt64(), count, tensor.Double("scale", 1));
    }

    /// <summary>Tensors by name.</summary>
    public static Dictionary<string, double[]> Tensors(this JsonElement element, string prefix = "") =>
        element.EnumerateObject().ToDictionary(member => prefix + member.Name, member => member.Value.Values());

    /// <summary>An expected number, tensor or digest.</summary>
    public static IExpected Expected(this JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number)
            return new TensorExpected([1], [element.GetDouble()]);
        if (element.ValueKind == JsonValueKind.Array)
        {
            double[] values = element.Doubles();
            return new TensorExpected([values.Length], values);
        }

        if (element.Member("data") is { } data)
            return new TensorExpected(element.Shape(), data.Doubles());
        return new DigestExpected
        {
            Shape = element.Shape(),
            Sum = element.Double("sum"),
            AbsoluteSum = element.Double("abs_sum"),
            Seed = element.GetProperty("dot_lcg_seed").GetUInt64(),
            Dot = element.Double("dot"),
            Samples =
            [
                .. element.GetProperty("samples").EnumerateArray().Select(s => (s[0].GetInt32(), s[1].GetDouble())),
            ],
        };
    }
}
