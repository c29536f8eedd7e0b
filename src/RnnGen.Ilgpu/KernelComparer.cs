using System.Runtime.CompilerServices;

namespace RnnGen.Ilgpu;

/// <summary>
/// Which kernels are the same: a model's are objects that live as long as the program; of library's methods every
/// conversion to a delegate may be another object.
/// </summary>
internal sealed class KernelComparer : IEqualityComparer<object>
{
    public static KernelComparer Instance { get; } = new();

    public new bool Equals(object? x, object? y) => ReferenceEquals(x, y) || (x is Delegate && x.Equals(y));

    // A delegate's own is its type's: enough where each kernel has arguments of its own.
    public int GetHashCode(object obj) => obj is Delegate ? obj.GetHashCode() : RuntimeHelpers.GetHashCode(obj);
}
