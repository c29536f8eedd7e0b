namespace RnnGen.Onnx.Import;

/// <summary>A size that a file computes or says.</summary>
/// <param name="Axis">The axis that it is of, B rows or T steps; a blank for a number or what is not followed.</param>
/// <param name="Value">The number; 0 where <paramref name="Axis"/> says it, and below -1 where nobody knows.</param>
internal readonly record struct AxisSize(char Axis, long Value)
{
    /// <summary>The size that a Reshape finds by itself.</summary>
    public const long Inferred = -1;

    /// <summary>A size that is not followed.</summary>
    public static AxisSize Unknown => new(' ', long.MinValue);
}
