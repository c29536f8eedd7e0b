using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A model's program on a device: it takes a batch as one slice, whose arena on the host is a mirror of the device's,
/// of which only ports are read and written.
/// </summary>
/// <typeparam name="T">The float type.</typeparam>
internal abstract class DeviceModel<T>(ModelProgram<T> host) : ModelProgram<T>, IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override ModelInfo Info => host.Info;

    /// <inheritdoc/>
    public override long PackedLength => host.PackedLength;

    /// <inheritdoc/>
    public override long GradientLength => host.GradientLength;

    /// <inheritdoc/>
    public override WeightLayout Layout => host.Layout;

    /// <inheritdoc/>
    internal override bool TakesWholeBatches => true;

    /// <summary>Training on this device.</summary>
    /// <param name="optimizer">The update rule.</param>
    /// <param name="state">What it remembers, on the host.</param>
    /// <param name="rules">What is frozen or penalised.</param>
    public abstract DeviceTraining<T> CreateTraining(
        Optimizer optimizer, OptimizerState<T> state, ParameterRules rules);

    /// <summary>Frees the device's memory.</summary>
    public abstract void Dispose();
}
