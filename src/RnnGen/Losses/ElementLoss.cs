using RnnGen.Program;

namespace RnnGen;

/// <summary>A loss that is computed output by output; its mean divides by the number of outputs.</summary>
internal abstract unsafe class ElementLoss<T> : VectorLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected ElementLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
    }

    public sealed override bool ReadsClasses => false;

    protected sealed override double Share(int target) => Outputs;

    private protected sealed override double Compute(in LossItem<T> item)
    {
        double sum = 0;
        for (int o = 0; o < Outputs; o++)
        {
            double loss = Element(
                FloatCast<T>.ToDouble(item.Output[o]), FloatCast<T>.ToDouble(item.Target[o]), o, out double gradient);
            double weight = item.Weight(o);
            loss *= weight;
            item.Losses[o] = loss;
            if (item.Gradient != null)
                item.Gradient[o] = FloatCast<T>.FromDouble(gradient * weight * item.Scale);
            sum += loss;
        }

        return sum;
    }

    /// <summary>The loss of output <paramref name="index"/> and its derivative by the output.</summary>
    protected abstract double Element(double output, double target, int index, out double gradient);
}
