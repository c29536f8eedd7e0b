namespace RnnGen;

/// <summary>
/// Marks a partial class as a model: its layers follow as attributes, read in source order, and the generator writes
/// the other half.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RnnModelAttribute : Attribute
{
    /// <summary>
    /// The float type; where it is not given, the MSBuild property <c>RnnGenPrecision</c> decides, else single.
    /// </summary>
    public Precision Precision { get; set; }
}
