namespace RnnGen.Onnx.Format;

/// <summary>An operation of a graph; an empty name stands for an input or output that is left out.</summary>
internal sealed record OnnxNode
{
    public string Type { get; init; } = "";

    public string Domain { get; init; } = "";

    public string Name { get; init; } = "";

    public IReadOnlyList<string> Inputs { get; init; } = [];

    public IReadOnlyList<string> Outputs { get; init; } = [];

    public IReadOnlyList<OnnxAttribute> Attributes { get; init; } = [];

    /// <summary>The input of a number; empty where there is none.</summary>
    public string Input(int number) => number < Inputs.Count ? Inputs[number] : "";

    /// <summary>The output of a number; empty where there is none.</summary>
    public string Output(int number) => number < Outputs.Count ? Outputs[number] : "";

    /// <summary>What a node Constant holds, in whichever attribute; null for texts and for any other node.</summary>
    public OnnxTensor? Constant => Type != "Constant" || Domain is not ("" or "ai.onnx") ? null : Attributes switch
    {
        [{ Name: "value", Tensor: { } tensor }] => tensor,
        [{ Name: "value_float" } one] => OnnxTensor.Of(Output(0), [one.Float]),
        [{ Name: "value_floats" } all] => OnnxTensor.Of(Output(0), [.. all.Floats], all.Floats.Count),
        [{ Name: "value_int" } one] => OnnxTensor.Of(Output(0), [one.Int]),
        [{ Name: "value_ints" } all] => OnnxTensor.Of(Output(0), [.. all.Ints], all.Ints.Count),
        _ => null,
    };

    public OnnxAttribute? Attribute(string name) => Attributes.FirstOrDefault(one => one.Name == name);

    public long Int(string name, long otherwise) => Attribute(name) is { } found ? found.Int : otherwise;

    public float Float(string name, float otherwise) => Attribute(name) is { } found ? found.Float : otherwise;

    /// <summary>For messages.</summary>
    public override string ToString() => Name.Length > 0 ? $"{Type} '{Name}'" : $"{Type} of '{Output(0)}'";
}
