namespace Samples;

/// <summary>Refuses a data set that lacks files or has too little in them, and says what was looked for.</summary>
internal static class DataFiles
{
    /// <summary>The files of a folder that match a pattern, at least one, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="pattern">Such as <c>*_labelled.txt</c>.</param>
    /// <param name="search">Whether folders within are looked through, too.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string[] Find(
        string folder, string pattern, SearchOption search = SearchOption.TopDirectoryOnly)
    {
        string[] paths = Directory.GetFiles(folder, pattern, search);
        string where = search == SearchOption.AllDirectories ? " or a folder within" : "";
        return paths.Length > 0
            ? [.. paths.Order(StringComparer.Ordinal)]
            : throw new FileNotFoundException($"There is no file {pattern} in {folder}{where}.");
    }

    /// <summary>Checks that there is enough to train and to test on.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="found">How much is in it.</param>
    /// <param name="needed">How much must be.</param>
    /// <param name="unit">What is counted, as "rows".</param>
    /// <exception cref="InvalidDataException">There is less.</exception>
    public static void Require(string path, int found, int needed, string unit)
    {
        if (found < needed)
            throw new InvalidDataException($"{path}: expected at least {needed} {unit}, found {found}.");
    }
}
