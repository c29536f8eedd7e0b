using System.Diagnostics;
using System.Text;

namespace RnnGen.Ilgpu;

/// <summary>What a driver's compiler says on this thread: ILGPU writes it to <see cref="Trace"/> only.</summary>
internal sealed class CompilerLog : TraceListener
{
    private readonly StringBuilder _text = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public CompilerLog() => Trace.Listeners.Add(this);

    /// <summary>The log so far, and behind it what the exception and those inside it say.</summary>
    public string With(Exception exception)
    {
        var said = new List<string>();
        if (_text.Length > 0)
            said.Add(_text.ToString().Trim());
        for (Exception? e = exception; e != null; e = e.InnerException)
        {
            string text = DriverError.Text(e);
            if (!said.Contains(text))
                said.Add(text);
        }

        return string.Join(Environment.NewLine, said);
    }

    public override void Write(string? message)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            _text.Append(message);
    }

    public override void WriteLine(string? message) => Write(message + Environment.NewLine);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Trace.Listeners.Remove(this);
        base.Dispose(disposing);
    }
}
