using NameClassifier;
using RnnGen;
using RnnGen.Plots;
using Samples;

return SampleProgram.Run(args, SampleOptions.DataFolder | SampleOptions.Plots, static arguments =>
{
    IReadOnlyList<LabelledName> names = arguments.Data is { } folder ? NameFiles.Read(folder) : NameParts.Combine();
    ILookup<bool, LabelledName> split = names.ToLookup(static name => HashSplit.IsTest(name.Language + name.Name));
    LabelledName[] training = [.. split[false]], test = [.. split[true]];

    var languages = Vocabulary.FromTokens(
        [.. names.Select(static name => name.Language).Distinct()], padding: null, unknown: null);
    var model = new LanguageGuesser(arguments.Seed)
    {
        Vocabulary = Vocabulary.Build(training.Select(static name => name.Name), Tokenizer.Characters()),
        ClassNames = languages.Tokens,
    };
    Console.WriteLine(model);

    Sample<float> ToSample(LabelledName name) =>
        Sample<float>.FromTokens(model.Vocabulary.Encode(name.Name)) with { Class = languages[name.Language] };

    Console.WriteLine($"Training on {training.Length} names, testing on {test.Length} others");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(2e-3))
    {
        BatchSize = 64,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    TrainingHistory history = trainer.Fit(Array.ConvertAll(training, ToSample), epochs: arguments.Epochs ?? 12);

    var confusion = new ConfusionMatrix();
    Metric[] metrics = [new Accuracy(), new TopKAccuracy(3), confusion];
    Evaluation evaluation = model.Evaluate(Array.ConvertAll(test, ToSample), metrics);
    Console.WriteLine();
    Console.WriteLine(
        $"Test accuracy {evaluation["accuracy"]:P1}, among the first three {evaluation["top3_accuracy"]:P1}");
    Console.WriteLine();
    Console.WriteLine("The most frequent mistakes");
    Console.WriteLine(Report.Mistakes(confusion, languages.Tokens, count: 5));

    // One file holds all that a prediction needs: parameters, letters, names of the languages.
    string path = Path.Combine(AppContext.BaseDirectory, "languages.safetensors");
    model.Save(path);
    LanguageGuesser loaded = LanguageGuesser.FromFile(path);
    Console.WriteLine("Guesses of the model loaded from its file");
    string[] others = ["Yamashita", "Kowalczyk", "McAllister", "Papandreou", "Van den Heuvel", "Gutiérrez"];
    foreach (string name in others)
        Console.WriteLine(Report.Guesses(name, loaded.Predict(Accents.Remove(name))));

    if (arguments.Plots is { } plots)
    {
        Plot.Confusion(confusion, languages.Tokens).Save(Path.Combine(plots, "names-confusion.svg"));
        Plot.ParameterHistograms(model).Save(Path.Combine(plots, "names-parameters.svg"));
        Plot.InputAndOutput(model, ToSample(test[0])).Save(Path.Combine(plots, "names-letters.svg"));
        TrainingReport report = TrainingReport.Of(trainer, history);
        (report.Test, report.Confusion) = (evaluation, confusion);
        report.Save(Path.Combine(plots, "names-report.html"));
    }
});
