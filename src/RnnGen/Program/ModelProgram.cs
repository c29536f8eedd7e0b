namespace RnnGen.Program;

/// <summary>
/// What the generator emits for a model: tables and kernels, no state. One instance serves any number of models and
/// threads.
/// </summary>
/// <typeparam name="T">The float type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract unsafe class ModelProgram<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Layers, parameters, states, dropout sites and loss.</summary>
    public abstract ModelInfo Info { get; }

    /// <summary>
    /// What the network computes when it is evaluated, as text that <see cref="Structure.ModelStructure"/> reads; empty
    /// where nobody wrote it. It costs nothing until it is read.
    /// </summary>
    public virtual ReadOnlySpan<byte> StructureText => default;

    /// <summary>Length of the packed weights in floats.</summary>
    public abstract long PackedLength { get; }

    /// <summary>Length of one slice's weight gradients, in the packed layout, in floats.</summary>
    public abstract long GradientLength { get; }

    /// <summary>
    /// Packed weights that one step of all loops reads, in floats; 0 where this program does not divide its
    /// instructions among a team.
    /// </summary>
    public virtual long StepWeights => 0;

    /// <summary>Packed weights that one step of the heaviest loop reads, in floats.</summary>
    public virtual long LoopWeights => 0;

    /// <summary>How often a team meets in one step of all loops that it divides; at least 1.</summary>
    public virtual int StepMeetings => 1;

    /// <summary>
    /// Length in floats of the tables that hold, for each token, the gates that its embedding begins; 0 where there is
    /// nothing to fold.
    /// </summary>
    public virtual long FoldedLength => 0;

    /// <summary>Of <see cref="StepMeetings"/> those of programs that the halves of a team run side by side.</summary>
    public virtual int StepMeetingsOfSides => 0;

    /// <summary>
    /// Of <see cref="StepMeetingsOfSides"/> those of programs whose backward programs run side by side as well.
    /// </summary>
    public virtual int StepMeetingsOfSidesBackward => 0;

    /// <summary>Whether a batch is one slice whatever its size.</summary>
    internal virtual bool TakesWholeBatches => false;

    /// <summary>Floats that an arena can hold at most.</summary>
    internal virtual long MostFloats => long.MaxValue;

    /// <summary>The same model for devices; null where it was compiled without a reference to their package.</summary>
    public virtual DeviceCode? Devices => null;

    /// <summary>Where parameters stand in the packed weights, and gradients in the packed gradients.</summary>
    public abstract WeightLayout Layout { get; }

    /// <summary>
    /// Plans one slice's arena: writes the offset of every port (see <see cref="Port"/>) and returns the arena's length
    /// in floats. Offsets are multiples of 64 bytes. A pure function of its arguments.
    /// </summary>
    /// <param name="axes">How large the slice is on each of <see cref="ModelInfo.Axes"/>.</param>
    /// <param name="training">Whether a backward pass follows: activations are then kept.</param>
    /// <param name="ports">Receives <c>Port.Count(Info)</c> offsets; -1 where a port is absent.</param>
    public abstract long Plan(ReadOnlySpan<AxisSize> axes, bool training, Span<long> ports);

    /// <summary>Runs a slice forward: reads the input ports, writes the output and final-state ports.</summary>
    public abstract void Forward(in Slice<T> slice);

    /// <summary>
    /// Runs one step of a stream: a slice of one row and one step, planned for evaluation. Reads the input port, writes
    /// the output port and, over the initial states, the states after the step. Final-state ports are left alone, but
    /// for one that is the output port. Only of a model that is causal.
    /// </summary>
    public virtual void Step(in Slice<T> slice)
        => throw new NotSupportedException($"{Info.Name} has no streaming step.");

    /// <summary>
    /// Begins to decode: computes in the evaluation form all that depends on no token that was said, and the states
    /// that <see cref="Advance"/> starts from, but for those that the runtime gives. The slice has one step on the axis
    /// of the tokens that were said. Only of a model with <see cref="ModelInfo.Step"/>.
    /// </summary>
    public virtual void BeginSteps(in Slice<T> slice)
        => throw new NotSupportedException($"{Info.Name} does not decode.");

    /// <summary>
    /// Reads one said token a row and writes the scores of the next to the port of the head, and the states behind it
    /// to <see cref="Port.StepFinal"/>; whoever calls it again moves them to <see cref="Port.StepInitial"/> before.
    /// </summary>
    public virtual void Advance(in Slice<T> slice)
        => throw new NotSupportedException($"{Info.Name} does not decode.");

    /// <summary>
    /// Runs a slice backward after <see cref="Forward"/> with training on: reads the output-gradient and
    /// final-state-gradient ports, writes the input-gradient, initial-state-gradient and token-gradient ports, and ADDS
    /// weight gradients to <see cref="Slice{T}.Gradients"/>.
    /// </summary>
    public abstract void Backward(in Slice<T> slice);

    /// <summary>
    /// Fills some tokens' rows of <see cref="Slice{T}.Folded"/> from the parameters and the packed weights; reads
    /// nothing else of the slice.
    /// </summary>
    public virtual void Fold(in Slice<T> slice, Part tokens)
    {
    }
}
