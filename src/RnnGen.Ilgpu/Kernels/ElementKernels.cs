using System.Numerics;
using ILGPU;

namespace RnnGen.Ilgpu.Kernels;

/// <summary>Losses of each output by itself, a thread a float of the arena's rows.</summary>
internal static class ElementKernels
{
    /// <summary>A loss with settings.</summary>
    public static void Compute<T, TCast, TLoss>(ElementArguments<T, TLoss> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
        where TLoss : unmanaged, IElementLoss => Compute<T, TCast, TLoss>(arguments.Head, arguments.Loss);

    /// <summary>
    /// A loss that has none. Its type is no part of the arguments: where it is another assembly's and internal there,
    /// ILGPU's launcher cannot name it.
    /// </summary>
    public static void ComputeOwn<T, TCast, TLoss>(LossArguments<T> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
        where TLoss : unmanaged, IElementLoss => Compute<T, TCast, TLoss>(arguments, default);

    private static void Compute<T, TCast, TLoss>(LossArguments<T> a, TLoss element)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TCast : unmanaged, IDeviceCast<T>
        where TLoss : unmanaged, IElementLoss
    {
        int i = Threads.Index;
        int vector = i / a.Stride;
        int t = vector / a.Rows;
        if (t >= a.Steps)
            return;
        int o = i - (vector * a.Stride);
        int r = vector - (t * a.Rows);
        T gradient = T.Zero;
        if (o < a.Width)
        {
            int row = LossPlaces.RowOf(a, r);
            int place = (LossPlaces.VectorAt(a, row, t) * a.Width) + o;
            double loss = 0;
            if (t < LossPlaces.VectorsOf(a, r))
            {
                TCast cast = default;
                double output = cast.ToDouble(a.Arena[a.Output + i]), target = cast.ToDouble(a.Targets[place]);
                loss = element.Element(output, target, a.Table[o], out double slope);
                double weight = LossPlaces.WeightOf<T, TCast>(a, row, place);
                loss *= weight;
                gradient = cast.FromDouble(slope * weight * a.Scale);
            }

            a.Losses[place] = loss;
        }

        if (a.Gradient >= 0)
            a.Arena[a.Gradient + i] = gradient;
    }
}
