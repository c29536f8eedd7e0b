using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>One value of each row: of its last step, or over its steps.</summary>
internal sealed record ReadOutLink(OnnxNode Node, string Attribute) : Link(Node);
