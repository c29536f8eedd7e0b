using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Softmax cross-entropy on logits. With w the class weights and e the smoothing, the loss of x with class y is
/// (1-e) w_y (lse - x_y) + e/C sum_c w_c (lse - x_c); the mean divides by the sum of w_y.
/// </summary>
internal sealed unsafe class CrossEntropyLoss<T> : VectorLoss<T>
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
        {
            throw new ArgumentException(
                FormattableString.Invariant($"LabelSmoothing is {info.LabelSmoothing}, not in [0, 1)."), nameof(info));
        }

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

    internal override string ClassRange => $"{base.ClassRange} (or {_ignored}, ignored)";

    internal override bool Accepts(int target) => target == _ignored || base.Accepts(target);

    protected override double Share(int target) =>
        target == _ignored ? 0 : _weights == null ? 1 : _weights[target];

    private protected override double Compute(in LossItem<T> item)
    {
        int classes = Outputs;
        if (item.Class == _ignored)
        {
            *item.Losses = 0;
            if (item.Gradient != null)
                new Span<T>(item.Gradient, classes).Clear();
            return 0;
        }

        // The exponentials rest in the gradient's place until they are turned into it.
        double max = Softmax<T>.Maximum(item.Output, classes);
        double sum = Softmax<T>.Exponentials(item.Output, classes, max, item.Gradient);
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
        double target = FloatCast<T>.ToDouble(dx[item.Class]) * factor;
        if (_weights == null)
        {
            Softmax<T>.ScaleAndShift(dx, Outputs, factor, soft, scale);
            dx[item.Class] = FloatCast<T>.FromDouble((target - soft - hard) * scale);
            return;
        }

        for (int c = 0; c < Outputs; c++)
            dx[c] = FloatCast<T>.FromDouble(((FloatCast<T>.ToDouble(dx[c]) * factor) - (soft * _weights[c])) * scale);
        dx[item.Class] = FloatCast<T>.FromDouble((target - (soft * _weights[item.Class]) - hard) * scale);
    }
}
