namespace RnnGen.Onnx.Format;

/// <summary>Writes a model by the field numbers of onnx.proto.</summary>
internal static class OnnxWriter
{
    /// <summary>The longest message of a protocol buffer.</summary>
    public const long Longest = int.MaxValue;

    public static ProtoWriter Write(OnnxModel model) => new ProtoWriter()
        .Number(1, OnnxModel.IrVersion)
        .Text(2, model.Producer)
        .Text(3, model.ProducerVersion)
        .Text(6, model.Documentation)
        .Message(7, graph => Write(graph, model.Graph))
        .Message(8, opset => opset.TextOrEmpty(1, "").Number(2, OnnxModel.Opset));

    private static void Write(ProtoWriter writer, OnnxGraph graph)
    {
        foreach (OnnxNode node in graph.Nodes)
            writer.Message(1, inner => Write(inner, node));
        writer.Text(2, graph.Name);
        foreach (OnnxTensor tensor in graph.Initializers)
            writer.Message(5, inner => Write(inner, tensor));
        foreach (OnnxValue value in graph.Inputs)
            writer.Message(11, inner => Write(inner, value));
        foreach (OnnxValue value in graph.Outputs)
            writer.Message(12, inner => Write(inner, value));
    }

    private static void Write(ProtoWriter writer, OnnxNode node)
    {
        foreach (string input in node.Inputs)
            writer.TextOrEmpty(1, input);
        foreach (string output in node.Outputs)
            writer.TextOrEmpty(2, output);
        writer.Text(3, node.Name).Text(4, node.Type).Text(7, node.Domain);
        foreach (OnnxAttribute attribute in node.Attributes)
            writer.Message(5, inner => Write(inner, attribute));
    }

    private static void Write(ProtoWriter writer, OnnxAttribute attribute)
    {
        writer.Text(1, attribute.Name);
        switch (attribute.Kind)
        {
            case AttributeKind.Float:
                writer.Float(2, attribute.Float);
                break;
            case AttributeKind.Int:
                writer.Number(3, attribute.Int);
                break;
            case AttributeKind.Text:
                writer.TextOrEmpty(4, attribute.Text);
                break;
            case AttributeKind.Tensor:
                writer.Message(5, inner => Write(inner, attribute.Tensor!));
                break;
            case AttributeKind.Graph:
                writer.Message(6, inner => Write(inner, attribute.Graph!));
                break;
            case AttributeKind.Floats:
                foreach (float value in attribute.Floats)
                    writer.Float(7, value);
                break;
            case AttributeKind.Ints:
                foreach (long value in attribute.Ints)
                    writer.Number(8, value);
                break;
            case AttributeKind.Texts:
                foreach (string value in attribute.Texts)
                    writer.TextOrEmpty(9, value);
                break;
        }

        writer.Number(20, (int)attribute.Kind);
    }

    private static void Write(ProtoWriter writer, OnnxTensor tensor)
    {
        foreach (long size in tensor.Shape)
            writer.Number(1, size);
        writer.Number(2, (int)tensor.Type).Text(8, tensor.Name).Data(9, tensor.Data);
    }

    private static void Write(ProtoWriter writer, OnnxValue value)
        => writer.Text(1, value.Name).Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, (int)value.Type);
            tensor.Message(2, shape =>
            {
                foreach (OnnxSize size in value.Shape)
                {
                    shape.Message(1, dimension => _ = size.Symbol.Length > 0 ? dimension.Text(2, size.Symbol)
                        : dimension.Number(1, size.Value));
                }
            });
        }));
}
