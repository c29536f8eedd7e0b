using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>A workspace for one evaluation at a time.</summary>
internal sealed class Predictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PinnedBuffer<T> _scaled = new();

    public Predictor(ModelProgram<T> program)
    {
        Work = new Workspace<T>(program);
        Forward = new ForwardWork<T>(Work);
        Axes = new AxisBatch[Work.Info.Axes.Count];
        Pins = Pins.For(Work.Info);
    }

    public Workspace<T> Work { get; }

    public ForwardWork<T> Forward { get; }

    /// <summary>The axes of the batch at hand.</summary>
    public AxisBatch[] Axes { get; }

    /// <summary>Hold the batch at hand.</summary>
    public Pins Pins { get; }

    /// <summary>Features in the network's units, in memory of this predictor; as they are without a scaler.</summary>
    public ReadOnlySpan<T> Scale(Scaler? scaler, ReadOnlySpan<T> features)
    {
        if (scaler == null)
            return features;
        _scaled.Reserve(features.Length);
        Span<T> scaled = _scaled.Span(features.Length);
        scaler.TransformAll(features, scaled);
        return scaled;
    }
}
