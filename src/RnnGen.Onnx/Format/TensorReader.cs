namespace RnnGen.Onnx.Format;

/// <summary>Reads a tensor, whose numbers must be as many as its shape says.</summary>
internal sealed class TensorReader(ReadBudget budget)
{
    private const int MostAxes = 8, MostElements = int.MaxValue / 8;

    private readonly List<long> _shape = [];
    private string _name = "";
    private int _type;
    private ReadOnlyMemory<byte> _raw;
    private ReadOnlyMemory<byte> _typed;
    private ReadOnlyMemory<byte> _small;
    private ElementType _typedAs;
    private bool _isElsewhere;

    /// <summary>Reads one.</summary>
    /// <exception cref="OnnxException">It is damaged, or its numbers are in another file.</exception>
    public OnnxTensor Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, budget, "tensor");
        while (reader.Next())
            Field(ref reader);
        if (_isElsewhere)
            throw new OnnxException(
                $"The numbers of the tensor '{_name}' are in another file; save the model with its data inside.");
        var type = (ElementType)_type;
        long length = 1;
        foreach (long size in _shape)
        {
            length = size is < 0 or > MostElements ? -1 : length * size;
            if (length is < 0 or > MostElements)
                throw reader.Error($"the shape of '{_name}' is {string.Join(" x ", _shape)}");
        }

        int width = Width(type);
        ReadOnlyMemory<byte> data = !_small.IsEmpty ? Small(type, width, length) : _typed.IsEmpty ? _raw : Typed(type);
        if (width > 0 && length * width != data.Length)
            throw reader.Error(
                $"'{_name}' of {length} elements has {data.Length} bytes; expected {length * width}");
        return new OnnxTensor { Name = _name, Type = type, Shape = _shape, Data = data };
    }

    private void Field(ref ProtoReader reader)
    {
        switch (reader.Field)
        {
            case 1:
                reader.Numbers(_shape);
                if (_shape.Count > MostAxes)
                    throw reader.Error($"a shape has {_shape.Count} axes; at most {MostAxes} are read");
                break;
            case 2:
                _type = reader.Small();
                break;
            case 4:
                (_typed, _typedAs) = (Packed(ref reader, 4), ElementType.Float);
                break;
            case 5:
                _small = Packed(ref reader, 1);
                break;
            case 7 when reader.IsBytes:
                (_typed, _typedAs) = (Longs(ref reader), ElementType.Int64);
                break;
            case 8:
                _name = reader.Text();
                break;
            case 9:
                _raw = reader.Data();
                break;
            case 10:
                (_typed, _typedAs) = (Packed(ref reader, 8), ElementType.Double);
                break;
            case 13:
                _isElsewhere = true;
                reader.Skip();
                break;
            case 14:
                _isElsewhere |= reader.Number() != 0;
                break;
            default:
                reader.Skip();
                break;
        }
    }

    /// <summary>Numbers in the field of their type: they are in it as they would be among raw data.</summary>
    private static ReadOnlyMemory<byte> Packed(ref ProtoReader reader, int width)
        => reader.IsBytes && reader.Data() is var data && data.Length % width == 0 ? data
            : throw reader.Error("numbers of a tensor are neither packed nor raw");

    private static ReadOnlyMemory<byte> Longs(ref ProtoReader reader)
    {
        List<long> values = [];
        reader.Numbers(values);
        return OnnxTensor.Of("", [.. values], values.Count).Data;
    }

    private ReadOnlyMemory<byte> Typed(ElementType type) => type == _typedAs && _raw.IsEmpty ? _typed
        : throw new OnnxException($"The tensor '{_name}' is of type {type} and has numbers of type {_typedAs}.");

    /// <summary>Numbers of int32_data, the home of all types of 32 bits or less but float.</summary>
    private ReadOnlyMemory<byte> Small(ElementType type, int width, long length)
    {
        if (width > 4 || type == ElementType.Float || !_typed.IsEmpty || !_raw.IsEmpty)
            throw new OnnxException($"The tensor '{_name}' is of type {type} and has numbers of type Int32.");
        return width == 0 ? default : new ProtoReader(_small, budget, $"tensor '{_name}'").Unpacked(length, width);
    }

    /// <summary>Bytes of an element; 0 for what nobody here reads.</summary>
    private static int Width(ElementType type) => type switch
    {
        ElementType.Bool => 1,
        ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Float or ElementType.Int32 => 4,
        ElementType.Int64 or ElementType.Double => 8,
        _ => 0,
    };
}
