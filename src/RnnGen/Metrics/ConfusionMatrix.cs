using System.Globalization;
using System.Text;

namespace RnnGen;

/// <summary>
/// How often each class was taken for which. Its value is the accuracy; the counts are read by index, or as a table in
/// <see cref="Details"/>. One output is the logit of class 1 against class 0.
/// </summary>
public sealed class ConfusionMatrix : Metric
{
    private const int ColumnWidth = 8;

    private double[] _counts = [];
    private IReadOnlyList<string>? _names;

    /// <inheritdoc/>
    public override string Name => "confusion";

    /// <inheritdoc/>
    public override bool LargerIsBetter => true;

    /// <summary>Number of classes; 0 before anything was added.</summary>
    public int Classes { get; private set; }

    /// <summary>The accuracy: the share of counts on the diagonal.</summary>
    public override double Value
    {
        get
        {
            double right = 0, total = 0;
            for (int i = 0; i < _counts.Length; i++)
            {
                total += _counts[i];
                if (i / Classes == i % Classes)
                    right += _counts[i];
            }

            return total == 0 ? double.NaN : right / total;
        }
    }

    /// <summary>The table: a line for each target class, a column for each prediction.</summary>
    public override string? Details => Classes == 0 ? null : Table();

    /// <summary>How often a class was taken for another.</summary>
    /// <param name="target">The target class.</param>
    /// <param name="predicted">The predicted class.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long this[int target, int predicted]
    {
        get
        {
            RequireClass(target, nameof(target));
            RequireClass(predicted, nameof(predicted));
            return (long)_counts[(target * Classes) + predicted];
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        _counts = [];
        Classes = 0;
    }

    internal override string? Misfit(in MetricItem item) =>
        item.Misfit(Name, classes: true, targets: item.Width == 1);

    /// <inheritdoc/>
    public override void Add(in MetricItem item)
    {
        Check(item);
        if (item.Steps == 0)
            return;
        if (Classes == 0)
        {
            Classes = item.ClassCount;
            _counts = new double[Classes * Classes];
        }

        if (item.ClassCount != Classes)
        {
            throw new ArgumentException(
                $"item has {item.ClassCount} classes; those before have {Classes}.", nameof(item));
        }

        _names = item.ClassNames ?? _names;
        for (int t = 0; t < item.Steps; t++)
        {
            int? target = item.HasTargets ? (item.Targets[t] > 0.5 ? 1 : 0) : item.ClassAt(t);
            if (target is { } row)
                _counts[(row * Classes) + item.PredictedAt(t)]++;
        }
    }

    /// <inheritdoc/>
    protected internal override double[] Save() => [.. _counts];

    /// <inheritdoc/>
    protected internal override void Restore(ReadOnlySpan<double> state)
    {
        int classes = (int)Math.Sqrt(state.Length);
        RequireState(classes * classes == state.Length, state);
        _counts = state.ToArray();
        Classes = classes;
    }

    private string Table()
    {
        string[] names = [.. Enumerable.Range(0, Classes).Select(NameOf)];
        string[] numbers = [.. _counts.Select(static count => count.ToString("F0", CultureInfo.InvariantCulture))];
        const string corner = "target \\ predicted";
        int left = Math.Max(corner.Length, names.Max(static name => name.Length));
        int[] widths =
        [
            .. Enumerable.Range(0, Classes).Select(j => Math.Max(
                Math.Min(names[j].Length, ColumnWidth),
                Enumerable.Range(0, Classes).Max(i => numbers[(i * Classes) + j].Length))),
        ];
        var text = new StringBuilder(corner.PadRight(left));
        for (int j = 0; j < Classes; j++)
            text.Append("  ").Append(names[j][..Math.Min(names[j].Length, widths[j])].PadLeft(widths[j]));
        for (int i = 0; i < Classes; i++)
        {
            text.Append('\n').Append(names[i].PadRight(left));
            for (int j = 0; j < Classes; j++)
                text.Append("  ").Append(numbers[(i * Classes) + j].PadLeft(widths[j]));
        }

        return text.ToString();
    }

    private string NameOf(int index) =>
        index < _names?.Count ? _names[index] : index.ToString(CultureInfo.InvariantCulture);

    private void RequireClass(int index, string argument)
    {
        if ((uint)index >= (uint)Classes)
        {
            throw new ArgumentOutOfRangeException(
                argument, index, $"{argument} is {index}; the matrix has {Classes} classes.");
        }
    }
}
