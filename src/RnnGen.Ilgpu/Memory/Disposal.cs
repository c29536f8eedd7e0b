using System.Runtime.ExceptionServices;

namespace RnnGen.Ilgpu;

/// <summary>
/// Gives back several things of a device. Once a kernel has failed the driver may throw at each of them: all are asked
/// nevertheless, and the caller hears of the first error.
/// </summary>
internal static class Disposal
{
    /// <summary>Disposes of all in their order; what is null is passed over.</summary>
    public static void Of(params ReadOnlySpan<IDisposable?> owned) => Try(owned)?.Throw();

    /// <summary>Does something for the last time, and disposes of all whatever comes of it.</summary>
    public static void After(Action last, params ReadOnlySpan<IDisposable?> owned)
    {
        ExceptionDispatchInfo? first = null;
        try
        {
            last();
        }
        catch (Exception e)
        {
            first = ExceptionDispatchInfo.Capture(e);
        }

        ExceptionDispatchInfo? second = Try(owned);
        (first ?? second)?.Throw();
    }

    /// <summary>As <see cref="Of"/>, for whoever has an error already.</summary>
    /// <returns>The first error; null where there was none.</returns>
    public static ExceptionDispatchInfo? Try(params ReadOnlySpan<IDisposable?> owned)
    {
        ExceptionDispatchInfo? first = null;
        foreach (IDisposable? one in owned)
        {
            try
            {
                one?.Dispose();
            }
            catch (Exception e)
            {
                first ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        return first;
    }
}
