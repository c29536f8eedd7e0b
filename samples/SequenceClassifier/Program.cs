using RnnGen;
using Samples;
using SequenceClassifier;

return SampleProgram.Run(args, SampleOptions.DataFile | SampleOptions.DataFolder, static arguments =>
{
    LabelledSequences data = arguments.Data is { } path
        ? LabelledSequences.Read(path)
        : LabelledSequences.Gestures(arguments.Seed);
    var model = new Classifier(arguments.Seed)
    {
        InputScaler = Scaler.Standardize(data.Training),
        ClassNames = data.ClassNames,
    };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {data.Training.Length} sequences of {Lengths(data.Training)} steps");
    using var progress = new ConsoleProgress { EveryEpochs = 5 };
    using var trainer = new Trainer<float>(model, new Adam(2e-3))
    {
        BatchSize = 16,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Metrics = { new Accuracy() },
        Progress = progress,
    };
    trainer.Fit(data.Training, epochs: arguments.Epochs ?? 40);

    // One file is all that another program needs: parameters, scaler and names of the classes.
    string file = Path.Combine(AppContext.BaseDirectory, "classifier.safetensors");
    model.Save(file);
    Classifier saved = Classifier.FromFile(file);

    var confusion = new ConfusionMatrix();
    Evaluation evaluation = saved.Evaluate(data.Test, [new Accuracy(), confusion]);
    Console.WriteLine();
    Console.WriteLine($"{data.Test.Length} sequences that the model has not seen, {Lengths(data.Test)} steps");
    Console.WriteLine(confusion.Details);
    Console.WriteLine($"accuracy {evaluation["accuracy"]:F4}");
    Console.WriteLine();
    foreach (Sample<float> sample in data.Test.Where((_, i) => i % 75 == 7))
    {
        ClassPrediction prediction = saved.Predict(sample.Features.Span);
        Console.WriteLine($"{sample.Steps,2} steps   {saved.ClassNames![sample.Class],-8} taken for {prediction}");
    }
});

static string Lengths(Sample<float>[] samples) =>
    $"{samples.Min(static sample => sample.Steps)} to {samples.Max(static sample => sample.Steps)}";
