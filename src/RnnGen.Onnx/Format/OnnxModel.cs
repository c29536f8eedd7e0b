namespace RnnGen.Onnx.Format;

/// <summary>A model: what a file holds.</summary>
internal sealed record OnnxModel
{
    /// <summary>The version of the format that is written: that of ONNX 1.9.</summary>
    public const long IrVersion = 7;

    /// <summary>The version of the operators that is written.</summary>
    public const long Opset = 14;

    /// <summary>What <see cref="Producer"/> is in files of <see cref="OnnxExporter"/>.</summary>
    public const string OwnProducer = "RnnGen";

    public string Producer { get; init; } = "";

    public string ProducerVersion { get; init; } = "";

    /// <summary>The version of the operators of ONNX itself; 0 where the file does not say.</summary>
    public long OpsetVersion { get; init; } = Opset;

    public string Documentation { get; init; } = "";

    public OnnxGraph Graph { get; init; } = new();
}
