using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// A recurrent network with its parameters. Predicting is safe on any number of threads at once, as long as nobody
/// changes the parameters meanwhile.
/// </summary>
/// <typeparam name="T">The float type: <see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract unsafe partial class Model<T> : Model
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private WorkspaceCache<T> _predictors;
    private Device? _device;
    private int _maxThreads = Environment.ProcessorCount;

    /// <summary>Makes a model with freshly initialised parameters.</summary>
    /// <param name="program">What the generator emitted.</param>
    /// <param name="seed">Seed of the initial parameters and of dropout.</param>
    /// <exception cref="NotSupportedException">A head beside the first has a loss of whole sequences.</exception>
    protected Model(ModelProgram<T> program, ulong seed)
        : base((program ?? throw new ArgumentNullException(nameof(program))).Info)
    {
        Program = program;
        Seed = seed;
        Losses = [.. Info.Heads.Select(MakeLoss)];
        Parameters = new ParameterSet<T>(program) { MaxThreads = _maxThreads };
        ParameterInitializer.FillAll(Parameters.Flat, Info.Parameters, seed);
        Parameters.Commit();
        _predictors = new WorkspaceCache<T>(this);
    }

    /// <summary>The parameters.</summary>
    public ParameterSet<T> Parameters { get; }

    /// <summary>Seed that the model was made with.</summary>
    public ulong Seed { get; }

    /// <summary>Threads that one call may use, at least 1; results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxThreads
    {
        get => _maxThreads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxThreads = value;
            Parameters.MaxThreads = value;
        }
    }

    /// <summary>
    /// Where batches are computed: predictions, decoding, evaluation and whatever is opened from now on and told
    /// nothing else. Null, the default, for the processor, which streams always have. Results agree within rounding; a
    /// checkpoint goes anywhere. It must outlive its use here, and nobody may be predicting while it is set.
    /// </summary>
    /// <exception cref="NotSupportedException">The model has no kernels for the device.</exception>
    public Device? Device
    {
        get => _device ?? Device.Ambient;
        set
        {
            value?.Open(this).Dispose();
            _device = value;
            _predictors.Dispose();
            _predictors = new WorkspaceCache<T>(this);
        }
    }

    private protected override string? Place => Device?.Describe(this);

    internal ModelProgram<T> Program { get; }

    internal override ReadOnlySpan<byte> StructureText => Program.StructureText;

    internal TeamRule TeamRule { get; set; } = TeamRule.Measured;

    /// <summary>The loss of each head, or null.</summary>
    internal IReadOnlyList<Loss<T>?> Losses { get; }

    /// <summary>The first head's loss, or null.</summary>
    internal Loss<T>? Loss => Losses[0];

    /// <summary>Makes a place to run forward and backward in.</summary>
    /// <param name="device">Where it is computed, by default on <see cref="Device"/>. It must outlive the pass.</param>
    /// <exception cref="NotSupportedException">The model has no kernels for the device.</exception>
    public Pass<T> CreatePass(Device? device = null) => new(this, device ?? Device);

    /// <summary>A program for one workspace: the model's own, or one of a device.</summary>
    internal ModelProgram<T> OpenProgram() => Device?.Open(this) ?? Program;

    /// <summary>
    /// Makes a stream, which computes one sequence step by step and owns its state. Of several heads it gives the
    /// first.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// The model cannot stream: an output depends on later steps, or it reads several inputs.
    /// </exception>
    public ModelStream<T> CreateStream() => new(this);

    /// <summary>Runs a batch in evaluation mode, in the network's units: no scaler applies.</summary>
    /// <param name="batch">The batch.</param>
    /// <returns>What the first head gave, from which the others are reached by name.</returns>
    /// <exception cref="ArgumentException">The batch does not fit the model, or holds NaN.</exception>
    public Outputs<T> Forward(Batch<T> batch)
    {
        BatchChecks<T>.Inputs(Info, batch, training: false);
        int rows = batch.Rows;
        var heads = new Outputs<T>[Info.Heads.Count];
        var states = new T[BatchChecks<T>.StateLength(Info, rows)];
        for (int i = 0; i < heads.Length; i++)
        {
            HeadInfo head = Info.Heads[i];
            int steps = head.PerStep ? AxisBatch.Of(Info, batch, head.Axis).Steps : 1;
            var values = new T[BatchChecks<T>.OutputLength(head, rows, steps)];
            heads[i] = new Outputs<T>(Info, i, rows, steps, values, states, heads);
        }

        Predictor<T> predictor = _predictors.Rent();
        try
        {
            for (int i = 0; i < heads.Length; i++)
                predictor.Forward.Outputs[i] = predictor.Pins.Pin<T>(heads[i].Values);
            Run(predictor, batch);
            Exchange<T>.ReadStates(predictor.Work, gradients: false, predictor.Pins.Pin<T>(states));
        }
        finally
        {
            predictor.Pins.Release();
            Array.Clear(predictor.Forward.Outputs);
        }

        _predictors.Return(predictor);
        return heads[0];
    }

    /// <summary>
    /// Runs a batch in evaluation mode, in the network's units: no scaler applies. Allocates nothing once a batch as
    /// large was run.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="outputs">
    /// Receives the outputs of the first head, zero beyond a row's length. [B, T, O], or [B, O]
    /// </param>
    /// <exception cref="ArgumentException">
    /// The batch or the span does not fit the model, or the batch holds NaN.
    /// </exception>
    public void Predict(Batch<T> batch, Span<T> outputs)
    {
        BatchChecks<T>.Inputs(Info, batch, training: false);
        RequireOutput(outputs, batch.Rows, AxisBatch.Of(Info, batch, Info.Heads[0].Axis).Steps, nameof(outputs));
        Predictor<T> predictor = _predictors.Rent();
        fixed (T* output = outputs)
        {
            try
            {
                predictor.Forward.Outputs[0] = output;
                Run(predictor, batch);
            }
            finally
            {
                predictor.Pins.Release();
            }
        }

        _predictors.Return(predictor);
    }

    /// <summary>
    /// Runs one sequence of features in evaluation mode, in the user's units: the scalers apply where they are set.
    /// Allocates nothing once a sequence as long was run.
    /// </summary>
    /// <param name="sequence">The features of each step. [T, F]</param>
    /// <param name="output">Receives the outputs. [T, O], or [O] where the model reads out once a sequence</param>
    /// <exception cref="ArgumentException">A length is wrong, a value is NaN, or the model reads tokens.</exception>
    public void Predict(ReadOnlySpan<T> sequence, Span<T> output)
    {
        RequireOneInput(nameof(sequence));
        int steps = StepsOf(sequence);
        BatchChecks<T>.Steps(Info, 0, steps, nameof(sequence));
        RequireOutput(output, 1, steps, nameof(output));
        Require.NoNaN(sequence, nameof(sequence));
        RunRow(sequence, default, steps, output);
    }

    /// <summary>
    /// Runs one sequence of tokens in evaluation mode; the outputs are in the user's units: the target scaler applies
    /// where it is set. Allocates nothing once a sequence as long was run.
    /// </summary>
    /// <param name="tokens">The tokens. [T]</param>
    /// <param name="output">Receives the outputs. [T, O], or [O] where the model reads out once a sequence</param>
    /// <exception cref="ArgumentException">
    /// A length is wrong, a token is unknown, or the model reads features.
    /// </exception>
    public void Predict(ReadOnlySpan<int> tokens, Span<T> output)
    {
        RequireOneInput(nameof(tokens));
        if (Info.Vocabulary == 0)
            throw new ArgumentException($"{Info.Name} reads features, not tokens.", nameof(tokens));

        BatchChecks<T>.Steps(Info, 0, tokens.Length, nameof(tokens));
        RequireOutput(output, 1, tokens.Length, nameof(output));
        Require.Tokens(tokens, Info.Vocabulary, nameof(tokens));
        RunRow(default, tokens, tokens.Length, output);
    }

    /// <summary>
    /// Writes the model to a safetensors file: parameters, vocabulary, class names, scalers and notes, with a SHA-256
    /// of the whole. It is written beside and then renamed, so that no crash loses the old one.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be written; the old one is unchanged.</exception>
    /// <exception cref="InvalidOperationException">A note is null.</exception>
    public void Save(string path) => ModelFile.Write(path, this);

    /// <summary>
    /// Reads a safetensors file: parameters by name and shape, and whatever else <see cref="Save"/> wrote; what the
    /// file has not stays as it is. Not while another thread predicts.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">A renaming map and partial loading, or null.</param>
    /// <returns>What was loaded, summed and skipped.</returns>
    /// <exception cref="CheckpointException">
    /// The file is damaged, altered or another model's, by its tensors or by what it says of its layers; nothing has
    /// changed.
    /// </exception>
    /// <exception cref="ArgumentException">The options rename what the model has not.</exception>
    /// <exception cref="IOException">The file cannot be read; nothing has changed.</exception>
    public LoadReport Load(string path, LoadOptions? options = null)
    {
        using SafetensorsFile file = SafetensorsFile.Open(path);
        return Load(file, options);
    }

    /// <summary>
    /// Takes what a file holds that has been read; see <see cref="Load(string, LoadOptions?)"/>. Not while another
    /// thread predicts.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="options">A renaming map and partial loading, or null.</param>
    /// <returns>What was loaded, summed and skipped.</returns>
    /// <exception cref="CheckpointException">The file is another model's; nothing has changed.</exception>
    public LoadReport Load(SafetensorsFile file, LoadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ModelFile.Stage(file, this, options).Apply();
    }

    private Loss<T>? MakeLoss(HeadInfo head, int number)
    {
        if (head.Loss is not { } loss)
            return null;
        if (number > 0 && loss.IsPerSequence)
        {
            throw new NotSupportedException(
                $"{Info.Name} declares the loss {loss.Kind} for '{head.Name}'; it goes with the first output, "
                    + $"'{Info.Heads[0].Name}'.");
        }

        return Loss<T>.Create(loss, head.Width);
    }

    private void RequireOneInput(string argument)
    {
        if (Info.Inputs is [{ PerStep: true }])
            return;
        throw new ArgumentException(
            $"{Info.Name} reads {string.Join(", ", Info.Inputs.Select(static i => i.Name))}, not one sequence: give "
                + "Predict a Batch.",
            argument);
    }

    private int StepsOf(ReadOnlySpan<T> sequence, string argument = "sequence") => Info.Vocabulary > 0
        ? throw new ArgumentException($"{Info.Name} reads tokens, not features.", argument)
        : Require.Multiple(sequence.Length, Info.Features, argument);

    private void RequireOutput(Span<T> output, int rows, int steps, string argument)
    {
        int outputs = Info.OutputPerStep ? steps : 1;
        Require.Length(
            output.Length,
            BatchChecks<T>.OutputLength(Info.Heads[0], rows, steps),
            argument,
            $"{rows} rows x {outputs} outputs x {Info.Outputs} units");
    }

    private void Run(Predictor<T> predictor, Batch<T> batch)
    {
        ForwardWork<T> forward = predictor.Forward;
        AxisBatch.Read(Info, batch, predictor.Axes);
        predictor.Work.Prepare(batch.Rows, predictor.Axes, training: false, Parameters);
        forward.Give(batch, predictor.Pins);
        forward.InitialStates = predictor.Pins.Pin(batch.InitialStates);
        TeamRule.Run(forward, predictor.Work, this);
        GC.KeepAlive(this);
    }

    private void RunRow(ReadOnlySpan<T> sequence, ReadOnlySpan<int> tokens, int steps, Span<T> output)
    {
        ModelAssets assets = Assets;
        Predictor<T> predictor = _predictors.Rent();
        predictor.Work.Prepare(1, [new AxisBatch(steps, default)], training: false, Parameters);
        ForwardWork<T> forward = predictor.Forward;
        fixed (T* features = predictor.Scale(assets.InputScaler, sequence), values = output)
        fixed (int* source = tokens)
        {
            forward.Inputs[0] = Info.Vocabulary > 0 ? source : (void*)features;
            forward.InitialStates = null;
            forward.Outputs[0] = values;
            TeamRule.Run(forward, predictor.Work, this);
        }

        _predictors.Return(predictor);
        assets.TargetScaler?.InverseAll<T>(output, output);
        GC.KeepAlive(this);
    }
}
