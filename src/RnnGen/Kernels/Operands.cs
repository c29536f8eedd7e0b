namespace RnnGen.Kernels;

/// <summary>What one register tile reads and writes: C = start + sum over k of A[., k] B[k, .].</summary>
internal unsafe struct Operands<T>
    where T : unmanaged
{
    /// <summary>Terms of each sum.</summary>
    public int K;

    /// <summary>Valid rows of the tile; further rows repeat the last one.</summary>
    public int Rows;

    /// <summary>A, the floats between its rows and between its terms.</summary>
    public T* A;
    public long ARow;
    public long AStep;

    /// <summary>
    /// B, the floats between its terms and its halves (pairs only), and where it is narrower than a block those from
    /// one block to the next (pairs) or to the second and third register (tiles of four by three).
    /// </summary>
    public T* B;
    public long BStep;
    public long BPair;
    public long BColumn;
    public long BThird;

    /// <summary>Where the sums start; may be C itself.</summary>
    public T* Start;
    public long StartRow;
    public long StartColumn;
    public long StartThird;
    public long StartPair;

    /// <summary>C, the floats between its rows, its registers, to its third register and between its halves.</summary>
    public T* C;
    public long CRow;
    public long Column;
    public long Third;
    public long Pair;

    /// <summary>The row that stands for row r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long Row(int r) => r < Rows ? r : Rows - 1;
}
