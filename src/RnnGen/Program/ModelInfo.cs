namespace RnnGen.Program;

/// <summary>What a model is made of, as the generator saw it.</summary>
public sealed record ModelInfo
{
    /// <summary>The class's name.</summary>
    public required string Name { get; init; }

    /// <summary>The times that sequences have. Slices of a batch are cut by the lengths on the first.</summary>
    public required IReadOnlyList<AxisInfo> Axes { get; init; }

    /// <summary>What the model reads, at least one.</summary>
    public required IReadOnlyList<InputInfo> Inputs { get; init; }

    /// <summary>What the model gives, at least one.</summary>
    public required IReadOnlyList<HeadInfo> Heads { get; init; }

    /// <summary>Features a step of the first input; 0 where it is tokens.</summary>
    public int Features => Inputs[0].Features;

    /// <summary>Number of tokens known of the first input; 0 where it is features.</summary>
    public int Vocabulary => Inputs[0].Vocabulary;

    /// <summary>The declared number of steps of the first axis, or 0 for any.</summary>
    public int FixedSteps => Axes[0].FixedSteps;

    /// <summary>Width of the first head.</summary>
    public int Outputs => Heads[0].Width;

    /// <summary>Whether the first head gives an output at each step; otherwise one a sequence.</summary>
    public bool OutputPerStep => Heads[0].PerStep;

    /// <summary>The first head's declared loss, or null.</summary>
    public LossInfo? Loss => Heads[0].Loss;

    /// <summary>Whether an output depends on no later step, so that the model can stream.</summary>
    public required bool IsCausal { get; init; }

    /// <summary>Layers in order, for people.</summary>
    public required IReadOnlyList<LayerInfo> Layers { get; init; }

    /// <summary>Tensors of the flat parameter buffer, in its order.</summary>
    public required IReadOnlyList<ParameterInfo> Parameters { get; init; }

    /// <summary>
    /// Recurrent states, layer by layer, direction by direction, but for those that the model gives an initial value
    /// itself.
    /// </summary>
    public required IReadOnlyList<StateInfo> States { get; init; }

    /// <summary>Places that drop units while training.</summary>
    public required IReadOnlyList<DropoutSite> DropoutSites { get; init; }

    /// <summary>
    /// The tensors that tokens select rows of, once for each input that does: only the rows of a batch's tokens have
    /// gradients, which lazy optimizers use.
    /// </summary>
    public IReadOnlyList<TokenTable> TokenTables { get; init; } = [];

    /// <summary>What of the model's attention <see cref="Pass{T}.Alignment"/> shows.</summary>
    public IReadOnlyList<AlignmentInfo> Alignments { get; init; } = [];

    /// <summary>What makes the model a decoder, which <see cref="Model{T}"/>'s Generate runs; or null.</summary>
    public StepInfo? Step { get; init; }

    /// <summary>Bytes that activations may take while training; 0 for no limit.</summary>
    public long ActivationBudget { get; init; }

    /// <summary>What keeps the model from reading one sequence and no more, for messages; or null.</summary>
    internal string? Obstacle => Inputs switch
    {
        [{ PerStep: true }] => null,
        [var only] => $"it reads one value a row of '{only.Name}'",
        _ => $"it reads several inputs ({string.Join(", ", Inputs.Select(static input => input.Name))})",
    };

    /// <summary>Whether a head has a loss.</summary>
    internal bool HasLoss => Heads.Any(static head => head.Loss != null);

    /// <summary>
    /// Index of the first input that has sequences on an axis, whose lengths are the axis's; -1 for none.
    /// </summary>
    internal int FirstInputOn(int axis)
    {
        for (int i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].PerStep && Inputs[i].Axis == axis)
                return i;
        }

        return -1;
    }

    /// <summary>Index of the input of a name.</summary>
    internal int Input(string name, string argument = "input")
    {
        for (int i = 0; i < Inputs.Count; i++)
        {
            if (Inputs[i].Name == name)
                return i;
        }

        throw new ArgumentException(
            $"{Name} has no input '{name}'; it has {string.Join(", ", Inputs.Select(static i => i.Name))}.", argument);
    }

    /// <summary>Index of the head of a name.</summary>
    internal int Head(string name, string argument = "head")
    {
        for (int i = 0; i < Heads.Count; i++)
        {
            if (Heads[i].Name == name)
                return i;
        }

        throw new ArgumentException(
            $"{Name} has no head '{name}'; it has {string.Join(", ", Heads.Select(static h => h.Name))}.", argument);
    }

    /// <summary>Index of the alignment of a name.</summary>
    internal int Alignment(string name, string argument = "name")
    {
        for (int i = 0; i < Alignments.Count; i++)
        {
            if (Alignments[i].Name == name)
                return i;
        }

        string known = Alignments.Count == 0 ? "no attention"
            : string.Join(", ", Alignments.Select(static a => a.Name));
        throw new ArgumentException($"{Name} has no alignment '{name}'; it has {known}.", argument);
    }
}
