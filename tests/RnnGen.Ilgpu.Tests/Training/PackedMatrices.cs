using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>Packs parameters as devices read them, on the host.</summary>
internal sealed unsafe class PackedMatrices<T>(WeightLayout layout, long length)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _packed = new T[Math.Max(1, length)];

    public T[] Pack(T* parameters)
    {
        Array.Clear(_packed);
        foreach (PanelBlock block in layout.Panels)
        {
            int padding = Slice<T>.Padding;
            int row = (block.IsTransposed ? block.K : block.Units) + padding - 1;
            row = row / padding * padding;
            for (int u = 0; u < block.Units; u++)
            {
                for (int k = 0; k < block.K; k++)
                {
                    long place = block.IsTransposed ? ((long)(block.Position + u) * row) + k
                        : ((long)k * block.Total * row) + (block.Position * row) + u;
                    _packed[block.Packed + place] = parameters[block.Weights + ((long)u * block.RowLength) + k];
                }
            }
        }

        foreach (VectorBlock vector in layout.Vectors)
        {
            for (int u = 0; u < vector.Units; u++)
                _packed[vector.Packed + u] += parameters[vector.Weights + u];
        }

        return _packed;
    }
}
