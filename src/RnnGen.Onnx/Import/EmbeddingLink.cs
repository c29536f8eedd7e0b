using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>Rows of a table. [V, E]</summary>
internal sealed record EmbeddingLink(OnnxNode Node, OnnxTensor Table) : Link(Node);
