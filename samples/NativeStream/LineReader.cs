using System.Globalization;

namespace NativeStream;

/// <summary>
/// Reads lines of numbers from a stream of text into memory that is there once. Not for lines above 4 KB.
/// </summary>
internal sealed class LineReader(Stream source)
{
    private readonly byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>The line's number, from 1.</summary>
    public int Line { get; private set; }

    /// <summary>Reads the numbers of the next line, which spaces, tabs or commas separate.</summary>
    /// <param name="numbers">Receives them.</param>
    /// <returns>Whether there was a line.</returns>
    /// <exception cref="FormatException">The line has not as many numbers.</exception>
    public bool Read(Span<float> numbers)
    {
        if (!TryFindLine(out ReadOnlySpan<byte> line))
            return false;
        Line++;
        int count = 0;
        while (!(line = line.TrimStart(" \t,\r"u8)).IsEmpty)
        {
            int length = line.IndexOfAny(" \t,\r"u8);
            ReadOnlySpan<byte> word = length < 0 ? line : line[..length];
            if (count >= numbers.Length || !float.TryParse(word, CultureInfo.InvariantCulture, out numbers[count])
                || !float.IsFinite(numbers[count++]))
            {
                count = numbers.Length + 1;
            }

            line = line[word.Length..];
        }

        return count == numbers.Length ? true : throw new FormatException($"expected {numbers.Length} numbers");
    }

    private bool TryFindLine(out ReadOnlySpan<byte> line)
    {
        int seen = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (length >= 0)
            {
                line = _buffer.AsSpan(_start, seen + length);
                _start += seen + length + 1;
                return true;
            }

            seen = _end - _start;
            if (seen == _buffer.Length)
                throw new FormatException($"longer than {_buffer.Length} bytes");
            _buffer.AsSpan(_start, seen).CopyTo(_buffer);
            (_start, _end) = (0, seen);
            int read = source.Read(_buffer.AsSpan(_end));
            _end += read;
            if (read == 0)
            {
                // The last line may have no end.
                line = _buffer.AsSpan(_start, seen);
                _start = _end;
                return seen > 0;
            }
        }
    }
}
