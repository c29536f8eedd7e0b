using System.Runtime.InteropServices;

namespace RnnGen;

/// <summary>Runs an action where a process ends that nobody can dispose anything in: signals, exit, a crash.</summary>
internal sealed class CursorGuard : IDisposable
{
    private readonly Action _action;
    private readonly List<PosixSignalRegistration> _signals = [];

    public CursorGuard(Action action)
    {
        _action = action;
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;

        // NOTE: not SIGTSTP: who registers for it takes Ctrl+Z away.
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP];
        foreach (PosixSignal signal in signals)
            _signals.Add(PosixSignalRegistration.Create(signal, _ => _action()));
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
    }

    private void OnExit(object? sender, EventArgs e) => _action();
}
