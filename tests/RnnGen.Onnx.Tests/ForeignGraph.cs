using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Tests;

/// <summary>
/// A file that no exporter of ours wrote: an LSTM from 3 to 4 units, and a dense layer to 2, with room for other nodes.
/// Values are <c>x</c>, time-major <c>t</c>, <c>steps</c> [T, B, 4], what the layer ended with <c>last</c> [1, B, 4],
/// and <c>sum</c>, the dense layer's.
/// </summary>
internal sealed record ForeignGraph
{
    /// <summary>Nodes in front of the layer, such as those of its initial state.</summary>
    public OnnxNode[] Before { get; init; } = [];

    /// <summary>The layer's inputs behind its biases.</summary>
    public string[] Starts { get; init; } = [];

    /// <summary>Nodes between the layers.</summary>
    public OnnxNode[] Between { get; init; } = [];

    /// <summary>What the dense layer reads.</summary>
    public string Reads { get; init; } = "steps";

    /// <summary>Nodes behind the dense layer.</summary>
    public OnnxNode[] Behind { get; init; } = [];

    /// <summary>What the file gives.</summary>
    public string Result { get; init; } = "sum";

    /// <summary>What else it gives.</summary>
    public string[] MoreResults { get; init; } = [];

    public OnnxTensor[] Tensors { get; init; } = [];

    public OnnxValue[] Inputs { get; init; } = [];

    public bool IsBidirectional { get; init; }

    /// <summary>Rows of the dense layer's matrix.</summary>
    public int Width { get; init; } = 4;

    public long Opset { get; init; } = OnnxModel.Opset;

    private int Directions => IsBidirectional ? 2 : 1;

    /// <summary>The attributes that the file is read as.</summary>
    public string Read() => OnnxDeclaration.Write(Model(), "M", null, "f");

    /// <summary>The message with which the file is refused.</summary>
    public string Refusal() => Assert.Throws<OnnxException>(Read).Message;

    public static OnnxNode Node(string type, string[] inputs, string output, params OnnxAttribute[] attributes)
        => new() { Type = type, Inputs = inputs, Outputs = [output], Attributes = attributes };

    public static OnnxAttribute Int(string name, long value)
        => new() { Name = name, Kind = AttributeKind.Int, Int = value };

    public static OnnxAttribute Ints(string name, params long[] values)
        => new() { Name = name, Kind = AttributeKind.Ints, Ints = values };

    private OnnxModel Model() => new()
    {
        OpsetVersion = Opset,
        Graph = new OnnxGraph
        {
            Nodes =
            [
                Node("Transpose", ["x"], "t", Ints("perm", 1, 0, 2)), .. Before,
                Node("LSTM", ["t", "W", "R", "", .. Starts], "all", Direction) with { Outputs = ["all", "last"] },
                .. IsBidirectional ? [] : new[] { Node("Squeeze", ["all"], "steps", Ints("axes", 1)) }, .. Between,
                Node("MatMul", [Reads, "M"], "product"), Node("Add", ["product", "b"], "sum"), .. Behind,
            ],
            Initializers =
            [
                OnnxTensor.Of("W", new float[Directions * 16 * 3], Directions, 16, 3),
                OnnxTensor.Of("R", new float[Directions * 16 * 4], Directions, 16, 4),
                OnnxTensor.Of("M", new float[Width * 2], Width, 2), OnnxTensor.Of("b", new float[2], 2),
                OnnxTensor.Of("zero", [0f]), OnnxTensor.Of("half", [0.5f]), OnnxTensor.Of("int_0", [0L], 1),
                OnnxTensor.Of("shape", [1L, 1, 4], 3), .. Tensors,
            ],
            Inputs = [new OnnxValue("x", ElementType.Float, ["batch", "time", 3]), .. Inputs],
            Outputs =
                [.. MoreResults.Prepend(Result).Select(static name => new OnnxValue(name, ElementType.Float, []))],
        },
    };

    private OnnxAttribute Direction => new()
    {
        Name = "direction",
        Kind = AttributeKind.Text,
        Text = IsBidirectional ? "bidirectional" : "forward",
    };
}
