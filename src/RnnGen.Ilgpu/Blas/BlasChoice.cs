namespace RnnGen.Ilgpu;

/// <summary>
/// What computes large products of a device, found out at the first of them. Where cuBLAS had no memory it is asked for
/// again: at the next product, and then ever more rarely, since opening it takes longer than most products.
/// </summary>
/// <param name="open">Opens cuBLAS.</param>
internal sealed class BlasChoice(Func<BlasOpening> open) : IDisposable
{
    private const int MostProducts = 1 << 12;
    private readonly object _gate = new();
    private volatile BlasOpening? _opening;
    private int _pause;
    private int _left;

    /// <summary>cuBLAS; null where this library's kernels compute the product at hand.</summary>
    public CuBlasProducts? Products => (_opening is { IsFinal: true } there ? there : Ask()).Products;

    /// <summary>What computes large products, and why.</summary>
    public string State => (_opening ?? Ask()).State;

    public void Dispose() => _opening?.Products?.Dispose();

    private BlasOpening Ask()
    {
        lock (_gate)
        {
            if (_opening is { } there && (there.IsFinal || _left-- > 0))
                return there;
            _left = _pause;
            _pause = Math.Min((2 * _pause) + 1, MostProducts);
            return _opening = open();
        }
    }
}
