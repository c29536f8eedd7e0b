using System.Globalization;

namespace RnnGen.Ilgpu.Tests.Matrix;

/// <summary>The largest differences of each kind, which are left in a file beside the tests.</summary>
public sealed class MatrixReport : IDisposable
{
    private readonly Dictionary<string, (double Error, string Where)> _worst = [];
    private int _cases;

    /// <summary>A case's differences.</summary>
    /// <param name="name">The case.</param>
    /// <param name="errors">Kinds of numbers, and how far apart they are at most.</param>
    public void Add(string name, IEnumerable<(string Kind, double Error)> errors)
    {
        _cases++;
        foreach ((string kind, double error) in errors)
        {
            if (!(error <= _worst.GetValueOrDefault(kind).Error))
                _worst[kind] = (error, name);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.WriteAllLines(
        Path.Combine(AppContext.BaseDirectory, "device-matrix.txt"),
        [
            $"{_cases} comparisons",
            .. _worst.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => string.Create(
                CultureInfo.InvariantCulture, $"{pair.Key}: {pair.Value.Error:0.0e+0} ({pair.Value.Where})")),
        ]);
}
