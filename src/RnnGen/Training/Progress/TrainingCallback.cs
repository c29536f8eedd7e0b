namespace RnnGen;

/// <summary>Code of yours that runs while a <see cref="Trainer{T}"/> trains, on the thread that called Fit.</summary>
public abstract class TrainingCallback
{
    /// <summary>Training starts or goes on.</summary>
    public virtual void OnStart(TrainingContext context)
    {
    }

    /// <summary>An epoch starts; not called where a resumed run starts inside one.</summary>
    public virtual void OnEpochStart(TrainingContext context)
    {
    }

    /// <summary>The optimizer took a step.</summary>
    public virtual void OnStep(TrainingContext context)
    {
    }

    /// <summary>An epoch and its validation are done.</summary>
    public virtual void OnEpochEnd(TrainingContext context, EpochResult result)
    {
    }

    /// <summary>A checkpoint was written.</summary>
    /// <param name="context">Where training stands.</param>
    /// <param name="path">The file.</param>
    public virtual void OnCheckpoint(TrainingContext context, string path)
    {
    }

    /// <summary>Training ended without an exception.</summary>
    public virtual void OnEnd(TrainingContext context, TrainingHistory history)
    {
    }
}
