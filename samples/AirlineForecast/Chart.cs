using System.Text;

namespace AirlineForecast;

/// <summary>The truth as a line and the prediction as dots, two columns a month.</summary>
internal sealed class Chart
{
    private const float Line = 25;
    private const float Label = 100;

    private readonly float _low;
    private readonly char[][] _lines;

    private Chart(ReadOnlySpan<float> truth, ReadOnlySpan<float> guess)
    {
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        foreach (float value in (float[])[.. truth, .. guess])
        {
            low = MathF.Min(low, value);
            high = MathF.Max(high, value);
        }

        _low = MathF.Floor(low / Label) * Label;
        int lines = (int)(MathF.Ceiling((high - _low) / Label) * Label / Line) + 1;
        _lines = new char[lines][];
        for (int line = 0; line < lines; line++)
        {
            _lines[line] = new char[2 * truth.Length];
            Array.Fill(_lines[line], ' ');
        }
    }

    public static string Draw(ReadOnlySpan<float> truth, ReadOnlySpan<float> guess, int firstYear)
    {
        var chart = new Chart(truth, guess);
        chart.Connect(truth);
        chart.Dot(guess);
        return chart.Print(firstYear);
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

    private string Print(int firstYear)
    {
        var text = new StringBuilder();
        for (int line = _lines.Length - 1; line >= 0; line--)
        {
            float value = _low + (line * Line);
            text.Append(value % Label == 0 ? $"{value,5:F0} ┤" : "      │");
            text.Append(new string(_lines[line]).TrimEnd()).Append('\n');
        }

        text.Append("      └");
        int years = _lines[0].Length / 24;
        for (int year = 0; year < years; year++)
            text.Append('┬').Append('─', 23);
        text.Append("\n       ");
        for (int year = 0; year < years; year++)
            text.Append($"{firstYear + year,-24}");
        return text.ToString().TrimEnd() + "\n       ─ passengers   ● model\n";
    }

    private int LineOf(float value) => (int)MathF.Round((value - _low) / Line);
}
