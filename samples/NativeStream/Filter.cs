using System.Globalization;
using RnnGen;

namespace NativeStream;

/// <summary>Lines of sensors in, lines of tilt out, with the weights that are in the program.</summary>
internal sealed class Filter : IDisposable
{
    private readonly ModelStream<float> _stream;
    private readonly LineReader _lines;
    private readonly Stream _output;
    private readonly float[] _sensors = new float[2];
    private readonly byte[] _text = new byte[32];

    public Filter(Stream input, Stream output)
    {
        var model = new TiltFilter { MaxThreads = 1 };
        using Stream weights = typeof(Filter).Assembly.GetManifestResourceStream("tilt.safetensors")!;
        model.Load(weights);
        _stream = model.CreateStream();
        _lines = new LineReader(input);
        _output = output;
    }

    /// <summary>Answers every line at once, to the last.</summary>
    /// <returns>The exit status.</returns>
    public int Run()
    {
        try
        {
            while (Step())
            {
            }

            return 0;
        }
        catch (Exception problem) when (problem is FormatException or ArgumentException)
        {
            Console.Error.WriteLine($"line {_lines.Line}: {problem.Message}");
            return 1;
        }
    }

    /// <summary>Answers one line; false where there is none.</summary>
    public bool Step()
    {
        if (!_lines.Read(_sensors))
            return false;
        float tilt = _stream.Step(_sensors)[0];
        tilt.TryFormat(_text, out int length, "F3", CultureInfo.InvariantCulture);
        _text[length++] = (byte)'\n';
        _output.Write(_text, 0, length);
        return true;
    }

    public void Dispose() => _stream.Dispose();
}
