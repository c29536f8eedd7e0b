using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Fills parameters with their declared start. A tensor's numbers depend on the seed, its name and their place alone, so
/// another layer more or less changes nothing in it.
/// </summary>
internal static class ParameterInitialiser
{
    public static void Fill<T>(ParameterSet<T> parameters, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        parameters.Flat.Clear();
        foreach (ParameterInfo info in parameters.Infos)
        {
            ulong key = CounterRandom.DeriveKey(seed, RandomPurpose.Initialisation, Hash(info.Name));
            int columns = Math.Max(1, info.Columns);
            Span<T> tensor = parameters[info.Name];
            int row = 0;
            for (int block = 0; block < info.Blocks.Count; block++)
            {
                InitialBlock initial = info.Blocks[block];
                Fill(tensor.Slice(row * columns, initial.Rows * columns), columns, initial, key, (ulong)block);
                row += initial.Rows;
            }
        }
    }

    private static void Fill<T>(Span<T> values, int columns, InitialBlock initial, ulong key, ulong stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (initial.Kind)
        {
            case InitialKind.Constant:
                values.Fill(FloatCast<T>.FromDouble(initial.Value));
                break;
            case InitialKind.Uniform:
                for (int i = 0; i < values.Length; i++)
                {
                    double u = (2 * CounterRandom.UniformDouble(key, stream, (ulong)i)) - 1;
                    values[i] = FloatCast<T>.FromDouble(u * initial.Value);
                }

                break;
            case InitialKind.Normal:
                for (int i = 0; i < values.Length; i++)
                    values[i] = FloatCast<T>.FromDouble(Normal(key, stream, i) * initial.Value);
                break;
            case InitialKind.Identity:
                for (int i = 0; i < values.Length; i++)
                    values[i] = i / columns == i % columns ? FloatCast<T>.FromDouble(initial.Value) : T.Zero;
                break;
            case InitialKind.Orthogonal:
                FillOrthogonal(values, columns, initial.Value, key, stream);
                break;
            default:
                throw new InvalidOperationException($"There is no initialiser {initial.Kind}.");
        }
    }

    // Box and Muller: numbers 2k and 2k + 1 share a radius and an angle.
    private static double Normal(ulong key, ulong stream, int index)
    {
        ulong pair = (ulong)index & ~1UL;
        double radius = Math.Sqrt(-2 * PortableMath.Log(1 - CounterRandom.UniformDouble(key, stream, pair)));
        double angle = 2 * CounterRandom.UniformDouble(key, stream, pair + 1);
        return radius * ((index & 1) == 0 ? PortableMath.CosPi(angle) : PortableMath.SinPi(angle));
    }

    /// <summary>
    /// A uniformly drawn matrix with orthonormal rows, or columns where there are more rows: Gram and Schmidt's method on
    /// normal numbers, which leaves the signs that PyTorch's makes of a QR decomposition.
    /// </summary>
    private static void FillOrthogonal<T>(Span<T> values, int columns, double gain, ulong key, ulong stream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = values.Length / columns;
        int count = Math.Min(rows, columns);
        int length = Math.Max(rows, columns);
        var vectors = new double[count][];
        for (int v = 0; v < count; v++)
        {
            vectors[v] = new double[length];
            for (int i = 0; i < length; i++)
                vectors[v][i] = Normal(key, stream, (v * length) + i);
            Orthogonalise(vectors, v);
        }

        for (int v = 0; v < count; v++)
        {
            for (int i = 0; i < length; i++)
            {
                int place = rows <= columns ? (v * columns) + i : (i * columns) + v;
                values[place] = FloatCast<T>.FromDouble(vectors[v][i] * gain);
            }
        }
    }

    private static void Orthogonalise(double[][] vectors, int count)
    {
        double[] vector = vectors[count];

        // Twice is enough (Kahan and Parlett): once loses digits where the vectors nearly agree.
        for (int round = 0; round < 2; round++)
        {
            for (int other = 0; other < count; other++)
                AddScaled(vector, vectors[other], -Dot(vector, vectors[other]));
        }

        double norm = Math.Sqrt(Dot(vector, vector));
        for (int i = 0; i < vector.Length; i++)
            vector[i] /= norm;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    private static void AddScaled(double[] target, double[] source, double factor)
    {
        for (int i = 0; i < target.Length; i++)
            target[i] += factor * source[i];
    }

    // FNV-1a over the name's characters; string.GetHashCode differs from run to run.
    private static ulong Hash(string name)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in name)
            hash = (hash ^ c) * 1099511628211;
        return hash;
    }
}
