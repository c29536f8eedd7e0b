using RnnGen.Program;

namespace RnnGen.Plots.Tests;

/// <summary>Parameters by hand.</summary>
internal static class Shaped
{
    /// <summary>h = w h + u x + b, y = v h + a.</summary>
    public static void Set(Model<double> model, double w, double u, double b, double v, double a)
    {
        Tensor("weight_hh")[0] = w;
        Tensor("weight_ih")[0] = u;
        Tensor("bias_ih")[0] = b;
        Tensor("dense.weight")[0] = v;
        Tensor("dense.bias")[0] = a;
        model.Parameters.Commit();

        Span<double> Tensor(string part)
        {
            ParameterInfo tensor = model.Parameters.Infos.Single(
                info => info.Name.Contains(part, StringComparison.Ordinal));
            return model.Parameters[tensor.Name];
        }
    }
}
