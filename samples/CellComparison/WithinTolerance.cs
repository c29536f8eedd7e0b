using RnnGen;

namespace CellComparison;

/// <summary>A metric of one's own: the share of predictions that are off by less than a tolerance.</summary>
internal sealed class WithinTolerance(double tolerance) : Metric
{
    private double _right;
    private double _all;

    public override string Name => "right";

    public override bool LargerIsBetter => true;

    public override double Value => _right / _all;

    public override void Reset() => _right = _all = 0;

    public override void Add(in MetricItem item)
    {
        for (int i = 0; i < item.Targets.Length; i++)
        {
            _right += Math.Abs(item.Outputs[i] - item.Targets[i]) < tolerance ? 1 : 0;
            _all++;
        }
    }

    // A run that is resumed in the midst of an epoch goes on counting.
    protected override double[] Save() => [_right, _all];

    protected override void Restore(ReadOnlySpan<double> state) => (_right, _all) = (state[0], state[1]);
}
