using Spectre.Console;
using Spectre.Console.Rendering;

namespace RnnGen;

/// <summary>
/// Lines at the end of the output that are drawn over and over. What others write to the console goes above them: each
/// write is one text that moves up, erases, writes and draws the lines again.
/// </summary>
internal sealed class LiveRegion : IRenderHook, IDisposable
{
    private const string Escape = "\u001b[";
    private const string EraseBelow = Escape + "J";
    private const string HideCursor = Escape + "?25l";
    private const string ShowCursor = Escape + "?25h";

    // Written where only the lines change.
    private static readonly ControlCode s_nothing = new("");

    private readonly IAnsiConsole _console;
    private readonly object _lock = new();
    private ProgressLines? _content;
    private int _height;

    public LiveRegion(IAnsiConsole console)
    {
        _console = console;
        console.Pipeline.Attach(this);
    }

    /// <summary>Draws other lines, or removes them where there are none.</summary>
    /// <param name="content">The lines, or null.</param>
    /// <param name="above">What stays above them, ending with a new line, or null.</param>
    public void Update(ProgressLines? content, IRenderable? above = null)
    {
        // Only the hook draws, and only it holds the console's lock and then ours.
        lock (_lock)
            _content = content;
        _console.Write(above ?? s_nothing);
    }

    /// <summary>Removes the lines until the next update; never throws because of the console.</summary>
    public void Clear()
    {
        try
        {
            Update(null);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The terminal has gone, and its lines with it.
        }
    }

    public IEnumerable<IRenderable> Process(RenderOptions options, IEnumerable<IRenderable> renderables)
    {
        lock (_lock)
        {
            var output = new List<IRenderable>();
            IRenderable[] others = [.. renderables];
            string start = _height switch { 0 => "", 1 => "\r", _ => $"\r{Escape}{_height - 1}A" };
            bool keepsOthers = others is [var only] && ReferenceEquals(only, s_nothing);
            if (_height > 0 && !keepsOthers)
                start += EraseBelow;
            output.Add(new ControlCode(start));
            output.AddRange(others);
            output.AddRange(Draw(options));
            return output;
        }
    }

    public void Dispose()
    {
        Clear();
        _console.Pipeline.Detach(this);
    }

    private IEnumerable<IRenderable> Draw(RenderOptions options)
    {
        if (_content == null)
        {
            if (_height > 0)
                yield return new ControlCode(EraseBelow + ShowCursor);
            _height = 0;
            yield break;
        }

        // The last column stays free: a line that fills it wraps on some terminals.
        IReadOnlyList<IReadOnlyList<Segment>> lines =
            _content.Layout(Math.Max(1, options.ConsoleSize.Width - 1), options.Unicode);
        if (_height == 0)
            yield return new ControlCode(HideCursor);
        yield return new DrawnLines(lines);
        yield return new ControlCode(EraseBelow);
        _height = lines.Count;
    }
}
