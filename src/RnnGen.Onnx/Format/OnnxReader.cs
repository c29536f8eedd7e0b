namespace RnnGen.Onnx.Format;

/// <summary>Reads a model by the field numbers of onnx.proto; what nobody here needs is passed over.</summary>
internal sealed class OnnxReader
{
    private readonly ReadBudget _budget = new();

    private OnnxReader()
    {
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="OnnxException">It is no ONNX file, or larger than a protocol buffer can be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    public static OnnxModel ReadFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new UnauthorizedAccessException($"{path} is a folder; expected an ONNX file.");
        long length = new FileInfo(path).Length;
        if (length > OnnxWriter.Longest)
            throw new OnnxException($"{path} has {length} bytes; a protocol buffer has at most {OnnxWriter.Longest}.");
        return Read(File.ReadAllBytes(path));
    }

    /// <summary>Reads the bytes of a file, which the tensors go on to refer to.</summary>
    /// <exception cref="OnnxException">They are no model.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes) => new OnnxReader().Model(bytes);

    private OnnxModel Model(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, _budget, "model");
        OnnxModel model = new() { OpsetVersion = 0 };
        bool hasGraph = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    model = model with { Producer = reader.Text() };
                    break;
                case 7:
                    (model, hasGraph) = (model with { Graph = Graph(reader.Data()) }, true);
                    break;
                case 8:
                    (string domain, long version) = Opset(reader.Data());
                    if (domain is "" or "ai.onnx")
                        model = model with { OpsetVersion = version };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return hasGraph ? model : throw reader.Error("there is no graph");
    }

    private (string Domain, long Version) Opset(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, _budget, "set of operators");
        (string domain, long version) = ("", 0);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    domain = reader.Text();
                    break;
                case 2:
                    version = reader.Number();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (domain, version);
    }

    private OnnxGraph Graph(ReadOnlyMemory<byte> bytes)
    {
        _budget.Enter();
        var reader = new ProtoReader(bytes, _budget, "graph");
        List<OnnxNode> nodes = [];
        List<OnnxTensor> tensors = [];
        List<OnnxValue> inputs = [], outputs = [];
        string name = "";
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(Node(reader.Data()));
                    break;
                case 2:
                    name = reader.Text();
                    break;
                case 5:
                    tensors.Add(new TensorReader(_budget).Read(reader.Data()));
                    break;
                case 11:
                    inputs.Add(new ValueReader(_budget).Read(reader.Data()));
                    break;
                case 12:
                    outputs.Add(new ValueReader(_budget).Read(reader.Data()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        _budget.Leave();
        return new OnnxGraph { Name = name, Nodes = nodes, Initializers = tensors, Inputs = inputs, Outputs = outputs };
    }

    private OnnxNode Node(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, _budget, "node");
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        (string name, string type, string domain) = ("", "", "");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    _budget.Count("node");
                    inputs.Add(reader.Text());
                    break;
                case 2:
                    _budget.Count("node");
                    outputs.Add(reader.Text());
                    break;
                case 3:
                    name = reader.Text();
                    break;
                case 4:
                    type = reader.Text();
                    break;
                case 5:
                    attributes.Add(Attribute(reader.Data()));
                    break;
                case 7:
                    domain = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new OnnxNode
        {
            Name = name,
            Type = type,
            Domain = domain,
            Inputs = inputs,
            Outputs = outputs,
            Attributes = attributes,
        };
    }

    private OnnxAttribute Attribute(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes, _budget, "attribute");
        var attribute = new OnnxAttribute();
        List<float>? floats = null;
        List<long>? ints = null;
        List<string>? texts = null;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute = attribute with { Name = reader.Text() };
                    break;
                case 2:
                    attribute = attribute with { Float = reader.Float() };
                    break;
                case 3:
                    attribute = attribute with { Int = reader.Number() };
                    break;
                case 4:
                    attribute = attribute with { Text = reader.Text() };
                    break;
                case 5:
                    attribute = attribute with { Tensor = new TensorReader(_budget).Read(reader.Data()) };
                    break;
                case 6:
                    attribute = attribute with { Graph = Graph(reader.Data()) };
                    break;
                case 7:
                    reader.Floats(floats ??= []);
                    break;
                case 8:
                    reader.Numbers(ints ??= []);
                    break;
                case 9:
                    _budget.Count("attribute");
                    (texts ??= []).Add(reader.Text());
                    break;
                case 20:
                    attribute = attribute with { Kind = (AttributeKind)reader.Small() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return attribute with { Floats = floats ?? [], Ints = ints ?? [], Texts = texts ?? [] };
    }
}
