using Samples;

namespace NameClassifier;

/// <summary>Reads the published data set: a folder with a file of family names for each language.</summary>
internal static class NameFiles
{
    /// <summary>The names of all <c>Language.txt</c> files of a folder, each name once a language.</summary>
    public static IReadOnlyList<LabelledName> Read(string folder)
    {
        var names = new HashSet<LabelledName>();
        foreach (string path in DataFiles.Find(folder, "*.txt"))
        {
            string language = Path.GetFileNameWithoutExtension(path);
            foreach (string line in File.ReadLines(path).Where(static line => !string.IsNullOrWhiteSpace(line)))
                names.Add(new LabelledName(language, Accents.Remove(line.Trim())));
        }

        return [.. names];
    }
}
