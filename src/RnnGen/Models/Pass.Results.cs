namespace RnnGen;

/// <content>What the last batch gave.</content>
public sealed unsafe partial class Pass<T>
{
    /// <summary>
    /// Outputs of the first head of the last batch, zero beyond a row's length. [B, T, O], or [B, O]
    /// </summary>
    public ReadOnlySpan<T> Outputs => OutputsOf(0);

    /// <summary>Final values of the states of the last batch, one state after the other. [B, Size] each</summary>
    public ReadOnlySpan<T> FinalStates
    {
        get
        {
            RequireForward();
            FetchPorts();
            return _results.FinalStates();
        }
    }

    /// <summary>
    /// The last batch's losses of the first head one by one, as PyTorch's reduction='none' gives them: cross-entropy
    /// [B] or [B, T], losses of whole sequences [B], others [B, O] or [B, T, O]; zero beyond a row's length. Weights of
    /// the batch are multiplied in, the head's own is not.
    /// </summary>
    public ReadOnlySpan<double> Losses => LossesAt(0);

    /// <summary>
    /// Gradient of the last batch's features of the first input, zero beyond a row's length; empty for tokens.
    /// [B, T, F], or [B, F]
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Backward was not called, or <see cref="WantsInputGradient"/> was off.
    /// </exception>
    public ReadOnlySpan<T> InputGradient => InputGradientOf(0);

    /// <summary>Gradient of the initial states, one state after the other. [B, Size] each</summary>
    /// <exception cref="InvalidOperationException">
    /// Backward was not called, or <see cref="WantsInputGradient"/> was off.
    /// </exception>
    public ReadOnlySpan<T> InitialStateGradient
    {
        get
        {
            RequireBackward();
            FetchPorts();
            return _results.InitialStateGradient();
        }
    }

    /// <summary>Outputs of a head of the last batch, zero beyond a row's length. [B, T, O], or [B, O]</summary>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">There is no such head.</exception>
    public ReadOnlySpan<T> OutputsOf(string head) => OutputsOf(_info.Head(head));

    /// <summary>
    /// The last batch's losses of a head, in the shape of <see cref="Losses"/>; empty where it has none.
    /// </summary>
    /// <param name="head">The head's name.</param>
    /// <exception cref="ArgumentException">There is no such head.</exception>
    public ReadOnlySpan<double> LossesOf(string head) => LossesAt(_info.Head(head));

    /// <summary>
    /// Gradient of the last batch's features of an input, zero beyond a row's length; empty for tokens. [B, T, F], or
    /// [B, F]
    /// </summary>
    /// <param name="input">The input's name.</param>
    /// <exception cref="ArgumentException">There is no such input.</exception>
    /// <exception cref="InvalidOperationException">
    /// Backward was not called, or <see cref="WantsInputGradient"/> was off.
    /// </exception>
    public ReadOnlySpan<T> InputGradientOf(string input) => InputGradientOf(_info.Input(input));

    private ReadOnlySpan<T> OutputsOf(int head)
    {
        RequireForward();
        FetchPorts();
        return _results.Outputs(head);
    }

    private ReadOnlySpan<T> InputGradientOf(int input)
    {
        RequireBackward();
        FetchPorts();
        return _results.InputGradient(input);
    }
}
