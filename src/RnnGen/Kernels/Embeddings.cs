using System.ComponentModel;
using RnnGen.Program;
using RnnGen.Simd;

namespace RnnGen.Kernels;

/// <summary>Rows of a table by token. The table is unpadded, the rows outside it are padded.</summary>
/// <typeparam name="V">The register type.</typeparam>
/// <typeparam name="T">The float type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class Embeddings<V, T>
    where V : unmanaged, ISimd<V, T>
    where T : unmanaged
{
    /// <summary>result[i] = table[tokens[i]], padded with zeros.</summary>
    /// <param name="tokens">The tokens. [count]</param>
    /// <param name="count">Number of tokens.</param>
    /// <param name="table">[vocabulary, size].</param>
    /// <param name="size">Floats in a row of the table.</param>
    /// <param name="result">[count, stride].</param>
    /// <param name="stride">Floats in a row of the result: a multiple of the block.</param>
    /// <param name="team">Who does it: each member some of the tokens.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(int* tokens, int count, T* table, int size, T* result, long stride, Team team = default)
    {
        Part part = team.Part(count);
        result += part.From * stride;
        for (long i = part.From; i < part.To; i++, result += stride)
        {
            T* row = table + ((long)tokens[i] * size);
            int j = 0;
            for (; j + V.Count <= size; j += V.Count)
                V.Store(result + j, V.Load(row + j));
            for (; j < size; j++)
                result[j] = row[j];
            for (; j < stride; j++)
                result[j] = default;
        }
    }
}
