using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>
/// Ctrl+C that ends training in good order: the first press, or a request to terminate (SIGTERM), cancels the token, so
/// that Fit writes its checkpoint and throws <see cref="OperationCanceledException"/>; a second one ends the process.
/// </summary>
public sealed class ConsoleCancellation : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly bool _ownsSource;
    private readonly PosixSignalRegistration[] _signals;

    /// <summary>Listens from now on, with a token of its own.</summary>
    public ConsoleCancellation()
        : this(new CancellationTokenSource(), ownsSource: true)
    {
    }

    /// <summary>Listens from now on.</summary>
    /// <param name="source">What to cancel; stays the caller's.</param>
    public ConsoleCancellation(CancellationTokenSource source)
        : this(source ?? throw new ArgumentNullException(nameof(source)), ownsSource: false)
    {
    }

    private ConsoleCancellation(CancellationTokenSource source, bool ownsSource)
    {
        _source = source;
        _ownsSource = ownsSource;
        _signals =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
        ];
    }

    /// <summary>Cancelled by the first Ctrl+C.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Stops listening: Ctrl+C ends the process again.</summary>
    public void Dispose()
    {
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        if (_ownsSource)
            _source.Dispose();
    }

    internal void OnSignal(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
            return;
        try
        {
            _source.Cancel();
            context.Cancel = true;
        }
        catch (ObjectDisposedException)
        {
            // Nobody listens any more: the process ends as it does without us.
        }
    }
}
