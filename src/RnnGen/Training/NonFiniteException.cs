namespace RnnGen;

/// <summary>A loss or a gradient became NaN or infinite; no parameter has moved.</summary>
public sealed class NonFiniteException : ArithmeticException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="step">The training step, from 0.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="parameter">
    /// The first parameter with a gradient that is not finite, or null where only the loss is not.
    /// </param>
    public NonFiniteException(long step, double loss, string? parameter)
        : this(step, loss, parameter, "")
    {
    }

    /// <param name="step">The training step, from 0.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="parameter">The first parameter with a gradient that is not finite, or null.</param>
    /// <param name="advice">What else to say, or empty.</param>
    internal NonFiniteException(long step, double loss, string? parameter, string advice)
        : base((parameter == null
            ? FormattableString.Invariant($"At step {step} the loss is {loss}; no parameter has moved.")
            : FormattableString.Invariant($"At step {step} (loss {loss}) the gradient of '{parameter}' is not finite; ")
                + "no parameter has moved.")
            + advice)
    {
        Step = step;
        Loss = loss;
        Parameter = parameter;
    }

    /// <summary>The training step, from 0.</summary>
    public long Step { get; }

    /// <summary>The loss.</summary>
    public double Loss { get; }

    /// <summary>The first parameter with a gradient that is not finite, or null where only the loss is not.</summary>
    public string? Parameter { get; }
}
