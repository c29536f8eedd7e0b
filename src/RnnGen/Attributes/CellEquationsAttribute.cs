using System.ComponentModel;

namespace RnnGen;

/// <summary>
/// A cell's normalised equations, written by the generator and read where another assembly uses the cell.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CellEquationsAttribute(string equations) : Attribute
{
    /// <summary>The equations as an S-expression.</summary>
    public string Equations { get; } = equations;
}
