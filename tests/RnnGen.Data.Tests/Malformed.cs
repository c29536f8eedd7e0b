namespace RnnGen.Data.Tests;

/// <summary>Checks of errors in data files.</summary>
internal static class Malformed
{
    /// <summary>Reads a text named "f" to its end; the error must be at this place and say this.</summary>
    public static void Check<TItem>(
        string text, int line, int column, string problem, Func<TextReader, string, IEnumerable<TItem>> read)
    {
        DataFormatException error =
            Assert.Throws<DataFormatException>(() => read(new StringReader(text), "f").ToList());
        Assert.Equal($"f({line},{column}): {problem}", error.Message);
        Assert.Equal(("f", line, column), (error.FileName, error.Line, error.Column));
    }
}
