using System.Globalization;
using System.Text;

namespace Samples;

/// <summary>The truth as a line and the model's guess as dots, two columns a step.</summary>
internal sealed class Chart
{
    private readonly ChartScale _scale;
    private readonly float _low;
    private readonly char[][] _lines;

    private Chart(ReadOnlySpan<float> truth, ReadOnlySpan<float> guess, ChartScale scale)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in (float[])[.. truth, .. guess])
        {
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        _scale = scale;
        _low = MathF.Floor(low / scale.Label) * scale.Label;
        int labels = (int)MathF.Ceiling((high - _low) / scale.Label);
        _lines = new char[(labels * scale.LinesPerLabel) + 1][];
        for (int line = 0; line < _lines.Length; line++)
        {
            _lines[line] = new char[2 * truth.Length];
            Array.Fill(_lines[line], ' ');
        }
    }

    private float Line => _scale.Label / _scale.LinesPerLabel;

    public static string Draw(ReadOnlySpan<float> truth, ReadOnlySpan<float> guess, ChartScale scale)
    {
        var chart = new Chart(truth, guess, scale);
        chart.Connect(truth);
        chart.Dot(guess);
        return chart.Print();
    }

    private void Connect(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int from = LineOf(values[i]);
            int to = LineOf(values[Math.Min(i + 1, values.Length - 1)]);
            int column = (2 * i) + 1;
            _lines[from][column - 1] = '─';
            for (int line = Math.Min(from, to) + 1; line < Math.Max(from, to); line++)
                _lines[line][column] = '│';
            _lines[to][column] = to > from ? '╭' : '╰';
            _lines[from][column] = to > from ? '╯' : to < from ? '╮' : '─';
        }
    }

    private void Dot(ReadOnlySpan<float> values)
    {
        for (int i = 0; i < values.Length; i++)
            _lines[LineOf(values[i])][2 * i] = '●';
    }

    private string Print()
    {
        var text = new StringBuilder();
        for (int line = _lines.Length - 1; line >= 0; line--)
        {
            float value = _low + (line * Line);
            bool isLabelled = line % _scale.LinesPerLabel == 0;
            text.Append(isLabelled ? string.Create(CultureInfo.InvariantCulture, $"{value,5:0.#} ┤") : "      │");
            text.Append(new string(_lines[line]).TrimEnd()).Append('\n');
        }

        text.Append("      └");
        int steps = _lines[0].Length / 2;
        for (int step = 0; step < steps; step++)
            text.Append(step % _scale.Tick == 0 ? "┬─" : "──");
        text.Append("\n       ");
        for (int step = 0; step < steps; step += _scale.Tick)
            text.Append(_scale.TickName(step).PadRight(2 * _scale.Tick));
        return text.ToString().TrimEnd() + "\n       ─ truth   ● model";
    }

    private int LineOf(float value) => (int)MathF.Round((value - _low) / Line);
}
