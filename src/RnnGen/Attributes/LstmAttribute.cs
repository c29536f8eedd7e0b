namespace RnnGen;

/// <summary>Long short-term memory, gates in the order i, f, g, o.</summary>
public sealed class LstmAttribute : RecurrentLayerAttribute
{
    /// <summary>Stacked layers of these hidden sizes.</summary>
    public LstmAttribute(params int[] units) : base(units)
    {
    }

    /// <summary>Size that the output is projected to, below the hidden size; 0 for none.</summary>
    public int Projection { get; set; }

    /// <summary>Whether the gates see the cell state: i and f the old one, o the new one.</summary>
    public bool Peephole { get; set; }

    /// <summary>What the bias of the forget gate starts from.</summary>
    public double ForgetBias { get; set; } = 1;

    /// <summary>Whether the input gate is one minus the forget gate.</summary>
    public bool CoupledGates { get; set; }
}
