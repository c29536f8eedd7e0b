using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>
/// Cuts an epoch's samples into pieces of time. Each lane reads one sample after the other, and a batch is the next
/// piece of every lane that has one: a row whose sample begins there starts afresh, the others go on from where they
/// were. Samples without steps are passed over.
/// </summary>
internal sealed class LaneBatches<T> : IBatches<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly IEnumerator<NumberedSample<T>> _samples;
    private readonly Model<T> _model;
    private readonly LaneStates<T> _states;
    private readonly int _mostLanes;
    private readonly int _steps;
    private readonly List<NumberedSample<T>> _pieces = [];
    private readonly List<int> _lanes = [];
    private bool _hasBegun;

    /// <summary>Starts an epoch.</summary>
    /// <param name="dataset">The samples.</param>
    /// <param name="model">The model, which each sample must fit.</param>
    /// <param name="lanes">Samples that are read side by side.</param>
    /// <param name="truncation">How long a piece is.</param>
    /// <param name="shuffleKey">What the samples' order is drawn from, or null for the order as given.</param>
    /// <param name="states">Where the lanes' states are kept.</param>
    public LaneBatches(
        Dataset<T> dataset, Model<T> model, int lanes, Truncation truncation, ulong? shuffleKey, LaneStates<T> states)
    {
        _samples = dataset.Epoch(shuffleKey).GetEnumerator();
        _model = model;
        _states = states;
        _mostLanes = lanes;
        _steps = truncation.Steps;
    }

    public int Samples { get; private set; }

    /// <summary>The batch's pieces, one a row.</summary>
    public ReadOnlySpan<NumberedSample<T>> Current => CollectionsMarshal.AsSpan(_pieces);

    /// <summary>The lane of each row.</summary>
    public ReadOnlySpan<int> Lanes => CollectionsMarshal.AsSpan(_lanes);

    public bool MoveNext()
    {
        if (_hasBegun)
            Advance();
        else
            Begin();
        _hasBegun = true;
        return _pieces.Count > 0;
    }

    public Batch<T> Build(BatchBuilder<T> builder) =>
        builder.BuildPieces(Current, _states.Gather(Current, Lanes));

    public void Carry(Pass<T> pass) => _states.Keep(pass.FinalStates, Lanes);

    public void Dispose() => _samples.Dispose();

    private void Begin()
    {
        while (_pieces.Count < _mostLanes && TryRead(out NumberedSample<T> sample))
        {
            _lanes.Add(_lanes.Count);
            _pieces.Add(Cut(sample, 0));
        }
    }

    private void Advance()
    {
        int rows = 0;
        for (int row = 0; row < _pieces.Count; row++)
        {
            NumberedSample<T> piece = _pieces[row];
            int next = piece.First + piece.Steps;
            if (next < piece.Sample.Steps)
                piece = Cut(piece, next);
            else if (TryRead(out NumberedSample<T> sample))
                piece = Cut(sample, 0);
            else
                continue;
            _pieces[rows] = piece;
            _lanes[rows++] = _lanes[row];
        }

        _pieces.RemoveRange(rows, _pieces.Count - rows);
        _lanes.RemoveRange(rows, _lanes.Count - rows);
    }

    private NumberedSample<T> Cut(NumberedSample<T> sample, int first) =>
        sample with { First = first, Steps = Math.Min(_steps, sample.Sample.Steps - first) };

    /// <summary>Reads the next sample that has steps.</summary>
    private bool TryRead(out NumberedSample<T> sample)
    {
        while (_samples.MoveNext())
        {
            sample = _samples.Current.Unfold(_model.Info);
            SampleChecks<T>.Fits(_model, sample, withTargets: true);
            Samples++;
            if (sample.Sample.Steps > 0)
                return true;
        }

        sample = default;
        return false;
    }
}
