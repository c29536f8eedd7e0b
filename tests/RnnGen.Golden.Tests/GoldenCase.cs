using System.Numerics;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests;

/// <summary>One case of a golden file, ready to run in either precision.</summary>
internal abstract class GoldenCase
{
    public required string Name { get; init; }

    /// <summary>The declaration's attributes, or null where no model is needed.</summary>
    public virtual string? Attributes => null;

    /// <summary>C# text of cells of the case's own, or null.</summary>
    public virtual string? Cells => null;

    /// <summary>Members of the class, such as layer methods.</summary>
    public virtual string Body => "";

    /// <summary>The declaration in a precision.</summary>
    public Declaration? Declare(Precision precision) =>
        Attributes == null ? null : new Declaration(Attributes, precision, Cells) { Body = Body };

    /// <summary>Runs and compares everything that the case expects.</summary>
    /// <param name="create">Makes a fresh model; not called where there is no declaration.</param>
    public abstract IEnumerable<Check> Run<T>(Func<Model<T>> create)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
