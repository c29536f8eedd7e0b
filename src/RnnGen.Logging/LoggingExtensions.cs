using System.Numerics;
using Microsoft.Extensions.Logging;

namespace RnnGen;

/// <summary>Logs what a trainer does.</summary>
public static class LoggingExtensions
{
    /// <summary>Adds a <see cref="LoggingCallback"/> to a trainer.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="logger">Where events go.</param>
    /// <param name="everySteps">Steps of the optimizer for one event at Debug; 0 for none.</param>
    /// <returns>The trainer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of steps.</exception>
    public static Trainer<T> LogTo<T>(this Trainer<T> trainer, ILogger logger, int everySteps = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(trainer);
        trainer.Callbacks.Add(new LoggingCallback(logger) { EverySteps = everySteps });
        return trainer;
    }
}
