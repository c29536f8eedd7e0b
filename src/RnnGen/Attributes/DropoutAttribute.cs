namespace RnnGen;

/// <summary>Inverted dropout while training; nothing in evaluation.</summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Drops a unit with probability <paramref name="rate"/>, in [0, 1).</summary>
    public DropoutAttribute(double rate) => Rate = rate;

    /// <summary>Probability that a unit is dropped.</summary>
    public double Rate { get; }

    /// <summary>Whether one mask holds for a whole row instead of a step.</summary>
    public bool PerSequence { get; set; }
}
