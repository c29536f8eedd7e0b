using Microsoft.Extensions.Logging;

namespace RnnGen;

/// <summary>The events. Their numbers and the names of their fields are part of the contract.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(
        1, LogLevel.Information,
        "Training {Model} with {Parameters} parameters, {Optimizer}: epoch {Epoch} of {Epochs}, step {Step}")]
    public static partial void Started(
        this ILogger logger, string model, long parameters, string optimizer, int epoch, int epochs, long step);

    [LoggerMessage(
        2, LogLevel.Information,
        "Epoch {Epoch} of {Epochs}: loss {TrainingLoss}, validation {ValidationLoss}, {Metrics} "
            + "(step {Step}, learning rate {LearningRate}, {Seconds} s)")]
    public static partial void EpochEnded(
        this ILogger logger, int epoch, int epochs, double trainingLoss, double validationLoss, string metrics,
        long step, double learningRate, double seconds);

    [LoggerMessage(
        3, LogLevel.Debug,
        "Step {Step} in epoch {Epoch}: loss {Loss}, gradient norm {GradientNorm}, learning rate {LearningRate}")]
    public static partial void Stepped(
        this ILogger logger, long step, int epoch, double loss, double gradientNorm, double learningRate);

    [LoggerMessage(4, LogLevel.Debug, "Checkpoint {Path} written after step {Step}")]
    public static partial void CheckpointWritten(this ILogger logger, string path, long step);

    [LoggerMessage(
        5, LogLevel.Information,
        "Training ended: {StopReason} after {Epochs} epochs, step {Step}; best epoch {BestEpoch}")]
    public static partial void Ended(
        this ILogger logger, StopReason stopReason, int epochs, long step, int bestEpoch);
}
