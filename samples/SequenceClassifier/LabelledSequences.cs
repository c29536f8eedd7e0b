using RnnGen;
using RnnGen.Data;

namespace SequenceClassifier;

/// <summary>Sequences to learn from, others to judge by, and what the classes are called.</summary>
internal sealed record LabelledSequences(
    Sample<float>[] Training, Sample<float>[] Test, IReadOnlyList<string> ClassNames)
{
    private const string TrainingEnding = "_TRAIN.ts";
    private const string TestEnding = "_TEST.ts";

    /// <summary>A published split: a file that ends in _TRAIN.ts, its _TEST.ts beside it, or their folder.</summary>
    public static LabelledSequences Read(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, "JapaneseVowels" + TrainingEnding) : path;
        if (!file.EndsWith(TrainingEnding, StringComparison.Ordinal))
            throw new InvalidDataException($"{file}: expected a file that ends in {TrainingEnding}.");
        TimeSeriesData<float> training = TimeSeriesReader.Read<float>(file);
        TimeSeriesData<float> test = TimeSeriesReader.Read<float>(file[..^TrainingEnding.Length] + TestEnding);
        if (!test.ClassLabels.SequenceEqual(training.ClassLabels))
            throw new InvalidDataException($"{path}: training and test have different classes.");
        return new LabelledSequences(training.ToSamples(), test.ToSamples(), training.ClassLabels);
    }

    /// <summary>Gestures made by rule, with new ones for the test.</summary>
    public static LabelledSequences Gestures(ulong seed)
    {
        var maker = new GestureMaker(seed);
        return new LabelledSequences(maker.Make(270), maker.Make(370), GestureMaker.Names);
    }
}
