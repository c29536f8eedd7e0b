namespace RnnGen.Onnx.Format;

/// <summary>Reads an input or output of a graph: name, type and shape of a tensor.</summary>
internal sealed class ValueReader(ReadBudget budget)
{
    public OnnxValue Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, budget, "value");
        var value = new OnnxValue("", 0, []);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    value = value with { Name = reader.Text() };
                    break;
                case 2:
                    value = TypeOf(value, reader.Data());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private OnnxValue TypeOf(OnnxValue value, ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, budget, "type");
        while (reader.Next())
        {
            if (reader.Field == 1)
                value = TensorType(value, reader.Data());
            else
                reader.Skip();
        }

        return value;
    }

    private OnnxValue TensorType(OnnxValue value, ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, budget, "tensor's type");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    value = value with { Type = (ElementType)reader.Small() };
                    break;
                case 2:
                    value = value with { Shape = Shape(reader.Data()) };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    private List<OnnxSize> Shape(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, budget, "shape");
        List<OnnxSize> sizes = [];
        while (reader.Next())
        {
            if (reader.Field == 1)
                sizes.Add(Size(reader.Data()));
            else
                reader.Skip();
        }

        return sizes;
    }

    private OnnxSize Size(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, budget, "size");
        OnnxSize size = 0;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    size = size with { Value = reader.Number() };
                    break;
                case 2:
                    size = size with { Symbol = reader.Text() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return size;
    }
}
