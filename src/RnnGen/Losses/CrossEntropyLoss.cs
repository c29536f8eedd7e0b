using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Softmax cross-entropy on logits. With w the class weights and e the smoothing, the loss of x with class y is
/// (1-e) w_y (lse - x_y) + e/C sum_c w_c (lse - x_c); the mean divides by the sum of w_y.
/// </summary>
internal sealed unsafe class CrossEntropyLoss<T> : Loss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[]? _weights;
    private readonly double _weightSum;
    private readonly double _smoothing;
    private readonly int _ignored;

    public CrossEntropyLoss(LossInfo info, int outputs)
        : base(info, outputs)
    {
        if (info.LabelSmoothing is not (>= 0 and < 1))
            throw new ArgumentException($"LabelSmoothing is {info.LabelSmoothing}, not in [0, 1).", nameof(info));

        _weights = Require.Weights(info.ClassWeights, outputs, nameof(LossInfo.ClassWeights));
        _weightSum = outputs;
        if (_weights != null)
        {
            _weightSum = 0;
            foreach (double weight in _weights)
                _weightSum += weight;
        }

        _smoothing = info.LabelSmoothing;
        _ignored = info.IgnoreIndex;
    }

    public override bool ReadsClasses => true;

    internal override double Share(int target) =>
        target == _ignored ? 0 : _weights == null ? 1 : _weights[target];

    internal override double Compute(in LossItem<T> item)
    {
        int classes = Outputs;
        if (item.Class == _ignored)
        {
            *item.Losses = 0;
            if (item.Gradient != null)
                new Span<T>(item.Gradient, classes).Clear();
            return 0;
        }

        double max = Maximum(item.Output, classes);
        double sum = SumOfExponentials(item, max);
        double lse = max + ScalarMath.Log(sum);
        double targetWeight = _weights == null ? 1 : _weights[item.Class];
        double hard = (1 - _smoothing) * targetWeight;
        double soft = _smoothing / classes;

        double loss = hard * (lse - FloatCast<T>.ToDouble(item.Output[item.Class]));
        if (_smoothing > 0)
            loss += soft * SmoothPart(item.Output, lse);
        double weight = item.Weight(0);
        loss *= weight;
        *item.Losses = loss;
        if (item.Gradient != null)
            WriteGradient(item, weight * item.Scale, (hard + (soft * _weightSum)) / sum, hard, soft);
        return loss;
    }

    private static double Maximum(T* x, int count)
    {
        T max = x[0];
        for (int c = 1; c < count; c++)
        {
            // A NaN logit is kept, so that the loss shows it.
            if (x[c] > max || T.IsNaN(x[c]))
                max = x[c];
        }

        return FloatCast<T>.ToDouble(max);
    }

    // The exponentials rest in the gradient's place until they are turned into it.
    private double SumOfExponentials(in LossItem<T> item, double max)
    {
        double sum = 0;
        for (int c = 0; c < Outputs; c++)
        {
            double e = ScalarMath.Exp(FloatCast<T>.ToDouble(item.Output[c]) - max);
            if (item.Gradient != null)
                item.Gradient[c] = FloatCast<T>.FromDouble(e);
            sum += e;
        }

        return sum;
    }

    // sum_c w_c (lse - x_c)
    private double SmoothPart(T* x, double lse)
    {
        double sum = 0;
        for (int c = 0; c < Outputs; c++)
            sum += (_weights == null ? 1 : _weights[c]) * (lse - FloatCast<T>.ToDouble(x[c]));
        return sum;
    }

    // d loss / d x_c = e_c (hard + soft sum w) / sum e - soft w_c - hard [c = y]
    private void WriteGradient(in LossItem<T> item, double scale, double factor, double hard, double soft)
    {
        T* dx = item.Gradient;
        for (int c = 0; c < Outputs; c++)
        {
            double value = FloatCast<T>.ToDouble(dx[c]) * factor;
            value -= soft * (_weights == null ? 1 : _weights[c]);
            if (c == item.Class)
                value -= hard;
            dx[c] = FloatCast<T>.FromDouble(value * scale);
        }
    }
}
