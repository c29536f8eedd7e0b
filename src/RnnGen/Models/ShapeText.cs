using System.Globalization;

namespace RnnGen;

/// <summary>
/// Text of an expected shape that is built only where the length is wrong, so that a check that passes allocates
/// nothing.
/// </summary>
[InterpolatedStringHandler]
internal ref struct ShapeText
{
    private DefaultInterpolatedStringHandler _text;

    public ShapeText(int literalLength, int formattedCount, int actual, long expected, out bool isNeeded)
    {
        isNeeded = actual != expected;
        _text = isNeeded
            ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture)
            : default;
    }

    public void AppendLiteral(string text) => _text.AppendLiteral(text);

    public void AppendFormatted<TValue>(TValue value) => _text.AppendFormatted(value);

    public string ToStringAndClear() => _text.ToStringAndClear();
}
