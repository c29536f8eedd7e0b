using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Plots.Tests;

/// <summary>Parameters by hand.</summary>
internal static class Shaped
{
    /// <summary>h = w h + u x + b, y = v h + a.</summary>
    public static void Set<T>(Model<T> model, double w, double u, double b, double v, double a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Write("weight_hh", w);
        Write("weight_ih", u);
        Write("bias_ih", b);
        Write("dense.weight", v);
        Write("dense.bias", a);
        model.Parameters.Commit();

        void Write(string part, double value)
        {
            ParameterInfo tensor = model.Parameters.Infos.Single(
                info => info.Name.Contains(part, StringComparison.Ordinal));
            model.Parameters[tensor.Name][0] = T.CreateTruncating(value);
        }
    }
}
