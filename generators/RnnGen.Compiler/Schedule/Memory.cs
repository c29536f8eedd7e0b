using RnnGen.Compiler.Graph;

namespace RnnGen.Compiler.Schedule;

/// <summary>
/// Hands out memory while regions are scheduled: arena buffers of the training and of the evaluation form, packed
/// weights and packed gradients. Panels and vectors that both forms need are shared.
/// </summary>
internal sealed class Memory(int padding)
{
    private readonly Dictionary<(bool IsTransposed, EquatableArray<WeightTerm> Gates), Panels> _panels = [];
    private readonly Dictionary<(string, int, EquatableArray<(int, VectorSlice)>), PackedVector> _vectors = [];

    /// <summary>Floats in 64 bytes.</summary>
    public int Padding { get; } = padding;

    public IEnumerable<Panels> Panels => _panels.Values.OrderBy(static panels => panels.Offset);

    public IEnumerable<PackedVector> Vectors => _vectors.Values.OrderBy(static vector => vector.Buffer.Offset);

    public List<WeightGradient> WeightGradients { get; } = [];

    public List<PackedVector> VectorGradients { get; } = [];

    public long PackedLength { get; private set; }

    public long GradientLength { get; private set; }

    public long FoldedLength { get; private set; }

    /// <summary>A table with a row a token.</summary>
    public Buffer Folded(string name, int tokens, int stride)
    {
        var buffer = new Buffer(name, Extent.Folded, stride) { Offset = FoldedLength };
        FoldedLength += (long)tokens * stride;
        return buffer;
    }

    public int Padded(int units) => Padded(units, Padding);

    /// <summary>Units rounded up to whole 64 bytes, in which there are <paramref name="padding"/>.</summary>
    public static int Padded(int units, int padding) => (units + padding - 1) / padding * padding;

    /// <summary>
    /// Floats to leave between rows of <paramref name="width"/>. Rows a multiple of 2 KB apart would share a few sets of
    /// the first-level cache, where a strip of their columns then finds no room: they get 64 bytes in between.
    /// </summary>
    public int Spacing(int width) => width % (32 * Padding) == 0 ? Padding : 0;

    /// <summary>Panels of a forward product: units of one gate, up to four gates interleaved.</summary>
    public Panels Forward(string name, int units, IReadOnlyList<WeightTerm> gates)
    {
        (bool, EquatableArray<WeightTerm>) key = (false, gates.ToEquatableArray());
        if (_panels.TryGetValue(key, out Panels? known))
            return known;
        int k = gates[0].K;
        var panels = new Panels(name, false, PackedLength, k, units, gates, units, Padded(units));
        PackedLength += (long)k * gates.Count * Padded(units);
        _panels.Add(key, panels);
        return panels;
    }

    /// <summary>Panels of a backward product: the operand's units, summed over the gates' units.</summary>
    public Panels Transposed(string name, int units, IReadOnlyList<WeightTerm> gates)
    {
        (bool, EquatableArray<WeightTerm>) key = (true, gates.ToEquatableArray());
        if (_panels.TryGetValue(key, out Panels? known))
            return known;
        int stride = Padded(units);
        int k = gates[0].K;

        // What pads a gate is a term only where another gate follows.
        int terms = gates.Count == 1 ? units : gates.Count * stride;
        var panels = new Panels(name, true, PackedLength, terms, k, gates, units, stride);
        PackedLength += (long)terms * Padded(k);
        _panels.Add(key, panels);
        return panels;
    }

    /// <summary>A packed vector of <paramref name="width"/> floats, zero where no slice is.</summary>
    public PackedVector Vector(string name, int width, IReadOnlyList<(int Column, VectorSlice Slice)> slices)
    {
        (string, int, EquatableArray<(int, VectorSlice)>) key = (name, width, slices.ToEquatableArray());
        if (_vectors.TryGetValue(key, out PackedVector? known))
            return known;
        var vector = new PackedVector(new Buffer(name, Extent.Weights, width) { Offset = PackedLength }, slices);
        PackedLength += width;
        _vectors.Add(key, vector);
        return vector;
    }

    public WeightGradient Gradient(string name, int units, IReadOnlyList<WeightTerm> gates)
    {
        int width = gates.Count * Padded(units);
        var gradient = new WeightGradient(
            name, GradientLength, gates[0].K, gates, units, Padded(units), width + Spacing(width));
        GradientLength += (long)gradient.K * gradient.Stride;
        WeightGradients.Add(gradient);
        return gradient;
    }

    public PackedVector VectorGradient(string name, int width, IReadOnlyList<(int Column, VectorSlice Slice)> slices)
    {
        var vector = new PackedVector(new Buffer(name, Extent.Gradients, width) { Offset = GradientLength }, slices);
        GradientLength += width;
        VectorGradients.Add(vector);
        return vector;
    }
}
