using System.Numerics;
using System.Reflection;

namespace RnnGen.Testing;

/// <summary>Sets what a batch takes at construction only: targets, states, masks.</summary>
public static class BatchExtensions
{
    /// <summary>Sets a member of a batch that nobody has seen yet.</summary>
    public static Batch<T> Set<T>(this Batch<T> batch, string member, object value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PropertyInfo property = typeof(Batch<T>).GetProperty(member)
            ?? throw new InvalidOperationException($"A batch has no member {member}.");
        property.SetValue(batch, value);
        return batch;
    }
}
