using System.Numerics;

namespace RnnGen.Testing;

/// <summary>Something that computes models: what every backend's tests are written against.</summary>
public interface IBackend
{
    /// <summary>Its name in reports.</summary>
    string Name { get; }

    /// <summary>Runs a case forward, and backward where <paramref name="gradients"/>.</summary>
    StackResult Evaluate<T>(Model<T> model, StackCase @case, bool gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Streams the steps of a case of one row, from its states; gives no gradients.</summary>
    StackResult Stream<T>(Model<T> model, StackCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}
