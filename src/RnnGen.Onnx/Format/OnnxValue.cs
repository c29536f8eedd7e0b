namespace RnnGen.Onnx.Format;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of its elements; 0 where the file does not say.</param>
/// <param name="Shape">A number or a symbol for each axis; empty where the file does not say.</param>
internal sealed record OnnxValue(string Name, ElementType Type, IReadOnlyList<OnnxSize> Shape);
