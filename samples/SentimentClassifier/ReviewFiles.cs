using Samples;

namespace SentimentClassifier;

/// <summary>Reads the published data set: lines of a sentence, a tab and 0 or 1.</summary>
internal static class ReviewFiles
{
    /// <summary>The sentences of a folder's <c>*_labelled.txt</c> files; lines without a mood are left out.</summary>
    public static IReadOnlyList<Review> Read(string folder) =>
    [
        .. from path in DataFiles.Find(folder, "*_labelled.txt")
           from line in File.ReadLines(path)
           let tab = line.LastIndexOf('\t')
           where tab >= 0
           select new Review(line[..tab], line[(tab + 1)..] == "1" ? Review.Positive : Review.Negative),
    ];
}
