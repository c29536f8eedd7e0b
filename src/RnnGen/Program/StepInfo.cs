namespace RnnGen.Program;

/// <summary>What makes a model a decoder: it reads what it has said, and scores what to say next.</summary>
/// <param name="Input">Index in <see cref="ModelInfo.Inputs"/> of the tokens that were said.</param>
/// <param name="Head">Index in <see cref="ModelInfo.Heads"/> of the head that scores the next one.</param>
/// <param name="Start">The token that a sequence starts with.</param>
/// <param name="End">The token that ends one, or -1.</param>
public sealed record StepInfo(int Input, int Head, int Start, int End)
{
    /// <summary>
    /// The states that go from one said token to the next, those that the model gives an initial value included.
    /// </summary>
    public IReadOnlyList<StateInfo> States { get; init; } = [];

    /// <summary>
    /// What keeps the model from saying one token after the other, for messages, such as a layer that reads from the
    /// end; or null.
    /// </summary>
    public string? Obstacle { get; init; }
}
