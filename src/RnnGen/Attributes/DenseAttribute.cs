namespace RnnGen;

/// <summary>y = activation(W x + b), at every step or on the row that a read-out left.</summary>
public sealed class DenseAttribute : LayerAttribute
{
    /// <summary>A layer of <paramref name="units"/> outputs.</summary>
    public DenseAttribute(int units) => Units = units;

    /// <summary>Number of outputs.</summary>
    public int Units { get; }

    /// <summary>The activation; none where it is not given.</summary>
    public Activation Activation { get; set; }

    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>
    /// The embedding whose table is the layer's weights (weight tying, Press and Wolf 2017), by its name, or by that of
    /// its method: <c>TiedTo = nameof(Embed)</c>. The layer has a unit for each row of the table and reads as many as
    /// it has columns; the table learns from both uses.
    /// </summary>
    public string? TiedTo { get; set; }

    /// <summary>What the weights start from.</summary>
    public Initializer KernelInitializer { get; set; }

    /// <summary>What the bias starts from.</summary>
    public Initializer BiasInitializer { get; set; }
}
