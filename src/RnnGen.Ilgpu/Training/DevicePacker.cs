using System.Numerics;
using ILGPU;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Training;

/// <summary>
/// Packs the flat parameters for the device's kernels and collects their packed gradients, by index maps that are made
/// of a model's <see cref="WeightLayout"/> once.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal sealed class DevicePacker<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IndexMap _pack;
    private readonly IndexMap _collect;

    /// <param name="kernels">The accelerator.</param>
    /// <param name="layout">Where blocks of parameters and gradients are.</param>
    /// <param name="parameters">Floats of the flat parameters.</param>
    /// <param name="packedLength">Floats of the packed weights.</param>
    public DevicePacker(KernelCache kernels, WeightLayout layout, int parameters, long packedLength)
    {
        _pack = new IndexMap(kernels, checked((int)packedLength), PackedPlaces(layout));
        _collect = new IndexMap(kernels, parameters, GradientPlaces(layout));
    }

    // Rows are multiples of 64 bytes.
    private static unsafe int Lanes => 64 / sizeof(T);

    /// <summary>Writes all packed weights; what no parameter belongs to is 0.</summary>
    public void Pack(ArrayView<T> parameters, ArrayView<T> packed) => _pack.Run(parameters, packed, adds: false);

    /// <summary>Writes the flat gradients, or adds to them.</summary>
    /// <param name="packed">The packed gradients.</param>
    /// <param name="gradients">The flat gradients.</param>
    /// <param name="adds">Whether they keep what they are; else places without a packed gradient become 0.</param>
    public void Collect(ArrayView<T> packed, ArrayView<T> gradients, bool adds) =>
        _collect.Run(packed, gradients, adds);

    public void Dispose() => Disposal.Of(_pack, _collect);

    // Forward P[k, gate * stride + u], transposed P[position + u, k], both = W[u, k].
    private static IEnumerable<(int Target, int Source)> PackedPlaces(WeightLayout layout)
    {
        foreach (PanelBlock block in layout.Panels)
        {
            int stride = RoundUp(block.IsTransposed ? block.K : block.Units);
            for (int unit = 0; unit < block.Units; unit++)
            {
                for (int k = 0; k < block.K; k++)
                {
                    long place = block.IsTransposed
                        ? ((block.Position + unit) * (long)stride) + k
                        : (k * (long)block.Total * stride) + (block.Position * stride) + unit;
                    yield return (Int(block.Packed + place), Int(block.Weights + ((long)unit * block.RowLength) + k));
                }
            }
        }

        foreach (VectorBlock block in layout.Vectors)
        {
            for (int unit = 0; unit < block.Units; unit++)
                yield return (Int(block.Packed + unit), Int(block.Weights + unit));
        }
    }

    private static IEnumerable<(int Target, int Source)> GradientPlaces(WeightLayout layout)
    {
        foreach (GradientBlock block in layout.Gradients)
        {
            for (int unit = 0; unit < block.Units; unit++)
            {
                for (int k = 0; k < block.K; k++)
                {
                    yield return (
                        Int(block.Weights + ((long)unit * block.RowLength) + k),
                        Int(block.Packed + ((long)k * block.Stride) + unit));
                }
            }
        }

        foreach (VectorBlock block in layout.VectorGradients)
        {
            for (int unit = 0; unit < block.Units; unit++)
                yield return (Int(block.Weights + unit), Int(block.Packed + unit));
        }
    }

    private static int RoundUp(int count) => (count + Lanes - 1) / Lanes * Lanes;

    private static int Int(long place) => checked((int)place);
}
