namespace RnnGen;

/// <summary>Where training stands, for callbacks. One object serves a whole run: read it, do not keep it.</summary>
public sealed class TrainingContext
{
    internal TrainingContext(Model model, Optimizer optimizer)
    {
        Model = model;
        Optimizer = optimizer;
    }

    /// <summary>The model that is trained.</summary>
    public Model Model { get; }

    /// <summary>The optimizer; its learning rate may be set.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; internal set; }

    /// <summary>Epochs in all.</summary>
    public int Epochs { get; internal set; }

    /// <summary>Batches of this epoch so far.</summary>
    public int Batch { get; internal set; }

    /// <summary>Optimizer steps so far.</summary>
    public long Step { get; internal set; }

    /// <summary>The last step's loss.</summary>
    public double Loss { get; internal set; }

    /// <summary>The last step's gradient norm, before clipping.</summary>
    public double GradientNorm { get; internal set; }

    /// <summary>Whether a callback asked for the end.</summary>
    public bool IsStopRequested { get; private set; }

    /// <summary>Asks training to end after this step.</summary>
    public void Stop() => IsStopRequested = true;
}
