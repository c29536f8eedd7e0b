using RnnGen.Execution;
using RnnGen.Program;

namespace RnnGen;

/// <content>From the losses, or from given gradients, back to parameters and inputs.</content>
public sealed unsafe partial class Pass<T>
{
    /// <summary>Runs backward from the loss; call <see cref="Loss"/> before.</summary>
    /// <exception cref="InvalidOperationException">
    /// Loss was not called on a training batch, or Backward has run: it reuses the memory of what Forward kept.
    /// </exception>
    public void Backward()
    {
        RequireTraining();
        if (!_hasOutputGradient)
            throw new InvalidOperationException("Backward() starts from Loss(): call it first.");
        StartBackward(startsFromLoss: true);
        RunBackward();
    }

    /// <summary>Runs backward from given gradients: a product of a vector with the model's Jacobian.</summary>
    /// <param name="outputGradient">
    /// Gradient of <see cref="Outputs"/>; not read beyond a row's length. Other heads have none.
    /// </param>
    /// <param name="finalStateGradient">Gradient of <see cref="FinalStates"/>, or empty for zero.</param>
    /// <exception cref="InvalidOperationException">
    /// Forward was not called with training on, or Backward has run since.
    /// </exception>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    public void Backward(ReadOnlySpan<T> outputGradient, ReadOnlySpan<T> finalStateGradient = default)
    {
        RequireTraining();
        RequireGradient(outputGradient, 0, nameof(outputGradient));
        RequireStateGradient(finalStateGradient, nameof(finalStateGradient));
        _hasOutputGradient = false;
        fixed (T* dOutput = outputGradient, dFinal = finalStateGradient)
        {
            StartBackward(startsFromLoss: false);
            _backward.OutputGradients[0] = dOutput;
            _backward.FinalStateGradient = dFinal;
            RunBackward();
        }
    }

    /// <summary>Runs backward from given gradients of several heads.</summary>
    /// <param name="outputGradients">
    /// Gradients by <see cref="HeadInfo.Name"/>, each of <see cref="OutputsOf(string)"/> and not read beyond a row's
    /// length. Heads that are not named have none.
    /// </param>
    /// <param name="finalStateGradient">Gradient of <see cref="FinalStates"/>, or empty for zero.</param>
    /// <exception cref="InvalidOperationException">
    /// Forward was not called with training on, or Backward has run since.
    /// </exception>
    /// <exception cref="ArgumentException">A length is wrong, or there is no such head.</exception>
    public void Backward(
        IReadOnlyDictionary<string, ReadOnlyMemory<T>> outputGradients,
        ReadOnlyMemory<T> finalStateGradient = default)
    {
        ArgumentNullException.ThrowIfNull(outputGradients);
        RequireTraining();
        foreach ((string head, ReadOnlyMemory<T> gradient) in outputGradients)
            RequireGradient(gradient.Span, _info.Head(head, nameof(outputGradients)), nameof(outputGradients));
        RequireStateGradient(finalStateGradient.Span, nameof(finalStateGradient));
        _hasOutputGradient = false;
        StartBackward(startsFromLoss: false);
        try
        {
            foreach ((string head, ReadOnlyMemory<T> gradient) in outputGradients)
                _backward.OutputGradients[_info.Head(head)] = _pins.Pin(gradient);
            _backward.FinalStateGradient = _pins.Pin(finalStateGradient);
            RunBackward();
        }
        finally
        {
            _pins.Release();
        }
    }

    private void StartBackward(bool startsFromLoss)
    {
        _backward.StartsFromLoss = startsFromLoss;
        Array.Clear(_backward.OutputGradients);
        _backward.FinalStateGradient = null;
        _backward.NeedsStateGradient = false;
    }

    private void RequireGradient(ReadOnlySpan<T> gradient, int head, string argument)
    {
        HeadInfo info = _info.Heads[head];
        Require.Length(
            gradient.Length,
            BatchChecks<T>.OutputLength(info, _work.Rows, _work.BatchStepsOf(info.Axis)),
            argument,
            $"the batch's output '{info.Name}'");
    }

    private void RequireStateGradient(ReadOnlySpan<T> gradient, string argument)
    {
        if (gradient.IsEmpty)
            return;
        Require.Length(
            gradient.Length,
            BatchChecks<T>.StateLength(_info, _work.Rows),
            argument,
            $"all states of {_work.Rows} rows");
    }

    private void RunBackward()
    {
        if (_isConsumed)
        {
            throw new InvalidOperationException(
                "Backward reuses the memory of what Forward kept: call Forward again first.");
        }

        _isConsumed = true;
        TeamRule.Run(_backward, _work, _model, backward: true);
        Collect();
    }
}
