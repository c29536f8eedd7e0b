using Microsoft.Extensions.Logging;
using RnnGen.Program;

namespace RnnGen;

/// <summary>
/// Writes a run as structured log events: its start, the end of each epoch and its end at Information; checkpoints and,
/// where wanted, steps at Debug.
/// </summary>
/// <remarks>
/// A run that is cancelled or stops at a loss that is not finite ends with an exception, which nothing here sees: it
/// has no last event, and whoever catches the exception logs it.
/// </remarks>
public sealed class LoggingCallback : TrainingCallback
{
    private readonly ILogger _logger;
    private readonly int _everySteps;

    /// <summary>Makes a callback for <see cref="Trainer{T}.Callbacks"/>.</summary>
    /// <param name="logger">Where events go.</param>
    public LoggingCallback(ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(logger);
        _logger = logger;
    }

    /// <summary>Steps of the optimizer for one event at Debug; 0, the default, for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int EverySteps
    {
        get => _everySteps;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(EverySteps));
            _everySteps = value;
        }
    }

    /// <inheritdoc/>
    public override void OnStart(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ModelInfo info = context.Model.Info;
        long parameters = info.Parameters.Sum(static parameter => parameter.Length);
        _logger.Started(info.Name, parameters, context.Optimizer.Name, context.Epoch, context.Epochs, context.Step);
    }

    /// <inheritdoc/>
    public override void OnStep(TrainingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (EverySteps > 0 && context.Step % EverySteps == 0)
        {
            _logger.Stepped(
                context.Step, context.Epoch, context.Loss, context.GradientNorm, context.Optimizer.LearningRate);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(TrainingContext context, EpochResult result)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(result);
        if (!_logger.IsEnabled(LogLevel.Information))
            return;
        string metrics = string.Join(
            ", ", result.Metrics.Select(static pair => $"{pair.Key} {Figures.Value(pair.Value)}"));
        _logger.EpochEnded(
            result.Epoch, context.Epochs, result.TrainingLoss, result.ValidationLoss,
            metrics.Length == 0 ? "no metrics" : metrics, result.Step, result.LearningRate,
            result.Duration.TotalSeconds);
    }

    /// <inheritdoc/>
    public override void OnCheckpoint(TrainingContext context, string path)
    {
        ArgumentNullException.ThrowIfNull(context);
        _logger.CheckpointWritten(path, context.Step);
    }

    /// <inheritdoc/>
    public override void OnEnd(TrainingContext context, TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(history);
        _logger.Ended(history.StopReason, history.Epochs.Count, context.Step, history.BestEpoch);
    }
}
