using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnGen;

/// <summary>
/// Shows in the console how far training is: a bar that moves, and a line that stays for each epoch. Plain lines
/// without control characters where there is no terminal: a file, a pipe, <c>TERM=dumb</c>. <c>NO_COLOR</c> turns
/// colours off.
/// </summary>
/// <remarks>
/// Lines written to the same <see cref="IAnsiConsole"/> while it runs appear above the bar. It is drawn by whoever
/// calls <see cref="Report"/> and never throws because of the console: a terminal that has gone is not written to any
/// more.
/// </remarks>
public sealed class ConsoleProgress : IProgress<TrainingProgress>, IDisposable
{
    private readonly IAnsiConsole _console;
    private readonly int _everyEpochs = 1;
    private readonly TimeSpan _plainInterval = TimeSpan.FromSeconds(10);
    private LiveRegion? _region;
    private CursorGuard? _guard;
    private EpochResult? _unwritten;
    private TimeSpan _lastLine;
    private bool _isSilent;

    /// <summary>Makes a display on a console.</summary>
    /// <param name="console">Where to write, or null for <see cref="AnsiConsole.Console"/>: standard output.</param>
    public ConsoleProgress(IAnsiConsole? console = null)
    {
        _console = console ?? AnsiConsole.Console;
        IReadOnlyCapabilities capabilities = _console.Profile.Capabilities;
        IsLive = _console.Profile.Out.IsTerminal
            && capabilities is { Ansi: true, Interactive: true, Legacy: false };
    }

    /// <summary>Whether a bar moves in place; by default where the console is a terminal that can do that.</summary>
    public bool IsLive { get; init; }

    /// <summary>
    /// Epochs for one line, at least 1, the default; the first and the last epoch always have theirs.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int EveryEpochs
    {
        get => _everyEpochs;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(EveryEpochs));
            _everyEpochs = value;
        }
    }

    /// <summary>Least time between two lines within an epoch where there is no bar; 10 seconds by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public TimeSpan PlainInterval
    {
        get => _plainInterval;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero, nameof(PlainInterval));
            _plainInterval = value;
        }
    }

    /// <summary>Shows where training stands.</summary>
    /// <param name="value">What the trainer reports.</param>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_isSilent)
            return;
        EpochResult? line = ChooseLine(value);
        try
        {
            if (IsLive)
                Draw(value, line);
            else
                Write(value, line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            _isSilent = true;
        }
    }

    /// <summary>Removes the bar and shows the cursor again; reports that come later are not shown.</summary>
    public void Dispose()
    {
        _isSilent = true;
        _guard?.Dispose();
        _region?.Dispose();
    }

    /// <summary>The epoch that has its line now, or null.</summary>
    private EpochResult? ChooseLine(TrainingProgress value)
    {
        EpochResult? result = value.Result;
        bool isDue = result != null
            && (value.HasEnded || result.Epoch == 1 || result.Epoch == value.Epochs || result.Epoch % EveryEpochs == 0);
        if (value.HasEnded)
            result ??= _unwritten;
        _unwritten = isDue || value.HasEnded ? null : result ?? _unwritten;
        return isDue || value.HasEnded ? result : null;
    }

    private void Draw(TrainingProgress value, EpochResult? line)
    {
        _region ??= new LiveRegion(_console);
        _guard ??= new CursorGuard(_region.Clear);
        IRenderable? above = line == null ? null : ProgressLines.Epoch(line, value.Epochs);
        bool isOver = value.HasEnded || (value.Result != null && value.Epoch == value.Epochs);

        // An epoch that is done has its line: the bar is the next one's.
        TrainingProgress shown = value.Result == null ? value : value with { Epoch = value.Epoch + 1, Batch = 0 };
        _region.Update(isOver ? null : new ProgressLines(shown, _unwritten), above);
    }

    private void Write(TrainingProgress value, EpochResult? line)
    {
        if (value.Elapsed < _lastLine)
            _lastLine = TimeSpan.Zero;
        string? text = line != null ? PlainLines.Epoch(line, value.Epochs)
            : value is { HasEnded: false, Result: null } && value.Elapsed - _lastLine >= PlainInterval
                ? PlainLines.Batch(value)
            : null;
        if (text == null)
            return;
        _lastLine = value.Elapsed;
        TextWriter writer = _console.Profile.Out.Writer;
        writer.WriteLine(text);
        writer.Flush();
    }
}
