using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>A layer of a file, as the next one in a row of them.</summary>
internal abstract record Link(OnnxNode Node);
