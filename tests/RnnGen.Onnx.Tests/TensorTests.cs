using RnnGen.Onnx.Format;
using static RnnGen.Onnx.Tests.ForeignGraph;

namespace RnnGen.Onnx.Tests;

/// <summary>Tensors of the types that files have, in the fields that their numbers may stand in.</summary>
public sealed class TensorTests
{
    private const string Stack = "[Input(3)] [Lstm(4, Biases = 2)] [Dense(2)]";

    /// <summary>int32_data is the home of all small types; onnx.helper.make_tensor writes it.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    public void Read_OfAnIndexInInt32Data_IsThatOfTheFile(int index, bool isRead)
    {
        var graph = new ForeignGraph
        {
            Between = [Node("Gather", ["steps", "at"], "step", Int("axis", 0))],
            Reads = "step",
            Tensors = [Small("at", ElementType.Int32, [], index)],
        };
        if (isRead)
            Assert.Contains("[LastStep]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Gather of 'step'", graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Read_OfADropoutsModeInInt32Data_IsReadWhereNothingIsDropped(int mode, bool isRead)
    {
        var graph = new ForeignGraph
        {
            Between = [Node("Dropout", ["steps", "half", "mode"], "dropped")],
            Reads = "dropped",
            Tensors = [Small("mode", ElementType.Bool, [], mode)],
        };
        if (isRead)
            Assert.Contains("[Lstm(4, Biases = 0)]\n[Dense(2)]\n", graph.Read(), StringComparison.Ordinal);
        else
            Assert.Contains("Dropout of 'dropped'", graph.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfLengthsInInt32Data_RefusesThemBecauseTheyAreNoInput()
    {
        var graph = new ForeignGraph
        {
            Starts = ["lengths"],
            Tensors = [Small("lengths", ElementType.Int32, [2], 5, 3)],
        };
        Assert.Contains("from 'lengths'; expected an input of the graph", graph.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(10, true)]
    [InlineData(16, false)]
    [InlineData(16, true)]
    public void Import_OfWeightsOf16Bits_GivesTheFloatsThatTheyAre(int type, bool isSmall)
    {
        (_, byte[] file) = Declared.Exported(Stack);
        OnnxGraph own = OnnxReader.Read(file).Graph;
        Model<float> expected = Declared.Model(Stack), actual = Declared.Model(Stack, seed: 3);
        expected.ImportOnnx(Bytes(own with { Initializers = [.. own.Initializers.Select(Rounded)] }));
        actual.ImportOnnx(Bytes(own with { Initializers = [.. own.Initializers.Select(Narrow)] }));
        Assert.Contains(expected.Parameters.Flat.ToArray(), static value => value != 0);
        Assert.Equal(expected.Parameters.Flat.ToArray(), actual.Parameters.Flat.ToArray());
        Assert.Contains("\n[RnnModel]\n", OnnxDeclaration.Write(new() { Graph = own }, "M", null, "f"));

        OnnxTensor Rounded(OnnxTensor tensor) => tensor.Type != ElementType.Float ? tensor
            : OnnxTensor.Of(tensor.Name, [.. Values(tensor).Select(value => Of(BitsOf(value)))], [.. tensor.Shape]);

        OnnxTensor Narrow(OnnxTensor tensor)
        {
            if (tensor.Type != ElementType.Float)
                return tensor;
            ushort[] bits = [.. Values(tensor).Select(BitsOf)];
            return isSmall
                ? Small(tensor.Name, (ElementType)type, [.. tensor.Shape], [.. bits.Select(static one => (long)one)])
                : tensor with { Type = (ElementType)type, Data = bits.SelectMany(BitConverter.GetBytes).ToArray() };
        }

        ushort BitsOf(float value) => type == 10 ? BitConverter.HalfToUInt16Bits((Half)value)
            : (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16);

        float Of(ushort bits) => type == 10 ? (float)BitConverter.UInt16BitsToHalf(bits)
            : BitConverter.UInt32BitsToSingle((uint)bits << 16);
    }

    /// <summary>They are no parts of the file that its budget counts.</summary>
    [Fact]
    public void Read_OfALargeTensorInInt32Data_GivesItsNumbers()
    {
        long[] values = [.. Enumerable.Range(0, 2 * ReadBudget.MostItems).Select(static i => i - 7L)];
        Assert.Equal(values, Small("many", ElementType.Int32, [values.Length], values).ToLongs());
    }

    [Theory]
    [InlineData(6, 2, "there are 3 numbers; expected 2", 1L, 2L, 3L)]
    [InlineData(10, 1, "70000 takes more than 2 bytes", 70000L)]
    [InlineData(9, 1, "-1 takes more than 1 bytes", -1L)]
    [InlineData(7, 1, "is of type Int64 and has numbers of type Int32", 1L)]
    [InlineData(1, 1, "is of type Float and has numbers of type Int32", 1L)]
    public void Read_OfNumbersInInt32DataThatAreNotTheTypes_IsRefused(
        int type, int count, string problem, params long[] values)
    {
        var error = Assert.Throws<OnnxException>(() => Small("t", (ElementType)type, [count], values));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfWeightsOfAnotherType_NamesIt()
    {
        var graph = new ForeignGraph { Tensors = [Small("M", ElementType.Int8, [4, 2], 1, 2, 3, 4, 5, 6, 7, 8)] };
        Assert.Contains("The tensor 'M' holds Int8; expected numbers of floating point", graph.Refusal());
        var half = new OnnxTensor { Name = "at", Type = ElementType.Float16, Data = new byte[2] };
        Assert.Contains(
            "The tensor 'at' holds Float16; expected integers",
            Assert.Throws<OnnxException>(() => half.ToLongs()).Message, StringComparison.Ordinal);
    }

    /// <summary>A tensor as it is read from a file that has its numbers in int32_data.</summary>
    private static OnnxTensor Small(string name, ElementType type, long[] shape, params long[] values)
    {
        var writer = new ProtoWriter();
        foreach (long size in shape)
            writer.Number(1, size);
        var numbers = new ProtoWriter();
        foreach (long value in values)
            numbers.Number(1, value);
        using var tagged = new MemoryStream();
        numbers.WriteTo(tagged);
        writer.Number(2, (int)type).Data(5, Untagged(tagged.ToArray())).Text(8, name);
        using var stream = new MemoryStream();
        writer.WriteTo(stream);
        return new TensorReader(new ReadBudget()).Read(stream.ToArray());
    }

    /// <summary>Numbers of a packed list are those of single fields without their tags of a byte.</summary>
    private static byte[] Untagged(byte[] fields)
    {
        var packed = new List<byte>();
        for (int i = 0; i < fields.Length; i++)
        {
            while (fields[++i] >= 0x80)
                packed.Add(fields[i]);
            packed.Add(fields[i]);
        }

        return [.. packed];
    }

    private static IEnumerable<float> Values(OnnxTensor tensor)
        => Enumerable.Range(0, tensor.Length).Select(i => (float)tensor.At(i));

    private static byte[] Bytes(OnnxGraph graph)
    {
        using var stream = new MemoryStream();
        OnnxWriter.Write(new OnnxModel { Graph = graph }).WriteTo(stream);
        return stream.ToArray();
    }
}
