using RnnGen.Program;

namespace RnnGen;

/// <summary>Writes what one head of a model is to give for samples, batch after batch into the same memory.</summary>
internal sealed class TargetBuilder<T>(Model<T> model, int number)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly HeadInfo _info = model.Info.Heads[number];
    private readonly Loss<T> _loss = model.Losses[number]!;
    private int[] _classes = [];
    private int[] _classCounts = [];
    private T[] _values = [];
    private T[] _weights = [];
    private int _longestList;
    private bool _isWeighted;

    /// <summary>The head's number.</summary>
    public int Head => number;

    /// <summary>The head's axis.</summary>
    public int Axis => _info.Axis;

    private bool HasLists => _loss.HasOwnTargetLengths;

    /// <summary>Makes room.</summary>
    /// <exception cref="ArgumentException">No array holds as much.</exception>
    public void Reserve(int rows, int steps, int labels)
    {
        int outputs = _info.PerStep ? steps : 1;
        ArrayRoom.Grow(ref _weights, rows);
        if (HasLists)
            ArrayRoom.Grow(ref _classCounts, rows);
        if (_loss.ReadsClasses)
            ArrayRoom.Grow(ref _classes, ArrayRoom.Size(rows, HasLists ? labels : outputs, 1));
        else
            ArrayRoom.Grow(ref _values, ArrayRoom.Size(rows, outputs, _info.Width));
    }

    /// <summary>Begins a batch whose rows have room for so many steps.</summary>
    public void Start(ReadOnlySpan<NumberedSample<T>> samples, int longest)
    {
        (_longestList, _isWeighted) = (0, false);
        foreach (NumberedSample<T> item in samples)
        {
            SampleTarget<T> target = item.Sample.Target(model.Info, number);
            _longestList = Math.Max(_longestList, target.Classes.Length);
            _isWeighted |= item.Sample.Weight * target.Weight != 1;
        }

        Reserve(samples.Length, longest, _longestList);
    }

    /// <summary>Writes a row.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="row">The row.</param>
    /// <param name="first">The sample's step that the row begins with.</param>
    /// <param name="steps">Steps of the row.</param>
    /// <param name="longest">Steps that each row has room for.</param>
    public void Write(Sample<T> sample, int row, int first, int steps, int longest)
    {
        SampleTarget<T> target = sample.Target(model.Info, number);
        _weights[row] = T.CreateChecked(sample.Weight * target.Weight);
        (int from, int count, int each) = _info.PerStep ? (first, steps, longest) : (0, 1, 1);
        if (HasLists)
        {
            // Lists belong to whole samples, other classes to the steps of a piece.
            _classCounts[row] = target.Classes.Length;
            target.Classes.Span.CopyTo(_classes.AsSpan(row * _longestList));
        }
        else if (_loss.ReadsClasses)
        {
            target.Classes.Span.Slice(from, count).CopyTo(_classes.AsSpan(row * each));
        }
        else
        {
            int width = _info.Width;
            Span<T> values = _values.AsSpan(row * each * width, count * width);
            target.Values.Span.Slice(from * width, count * width).CopyTo(values);
            if (number == 0)
                model.TargetScaler?.TransformAll<T>(values, values);
        }
    }

    /// <summary>The rows that were written.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="longest">Steps that each row has room for.</param>
    public BatchTarget<T> Build(int rows, int longest)
    {
        int outputs = rows * (HasLists ? _longestList : _info.PerStep ? longest : 1);
        return new BatchTarget<T>
        {
            Classes = _loss.ReadsClasses ? _classes.AsMemory(0, outputs) : default,
            ClassCounts = HasLists ? _classCounts.AsMemory(0, rows) : default,
            Values = _loss.ReadsClasses ? default : _values.AsMemory(0, outputs * _info.Width),
            Weights = _isWeighted ? _weights.AsMemory(0, rows) : default,
        };
    }
}
