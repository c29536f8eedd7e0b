using IntentClassifier;
using RnnGen;
using Samples;

return SampleProgram.Run(args, SampleOptions.DataFolder, static arguments =>
{
    var words = Tokenizer.Words(@"[a-z']+|[0-9]+|[^\sa-z0-9]", lowerCase: true);
    CommandSet commands = arguments.Data is { } folder
        ? CommandSet.Read(folder, words)
        : CommandGrammar.Commands(words);

    var intents = Vocabulary.FromTokens(
        [.. commands.Training.Select(static command => command.Intent).Distinct()], padding: null, unknown: null);
    var model = new CommandReader(arguments.Seed)
    {
        // Words that stand there once share the vector of unknown ones.
        Vocabulary = Vocabulary.Build(commands.Training.Select(static command => command.Words), minimumCount: 2)
            .WithTokenizer(words),
        ClassNames = intents.Tokens,
    };
    Console.WriteLine(model);

    Sample<float>[] ToSamples(IEnumerable<Command> from) =>
    [
        .. from.Select(command =>
            Sample<float>.FromTokens(model.Vocabulary.Encode(command.Words)) with { Class = intents[command.Intent] }),
    ];

    Console.WriteLine(
        $"Training on {commands.Training.Count} commands of {model.Vocabulary.Count} words, "
            + $"testing on {commands.Test.Count} others");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(3e-3))
    {
        BatchSize = 32,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    trainer.Fit(ToSamples(commands.Training), epochs: arguments.Epochs ?? 2);

    var scores = new F1Score();
    Evaluation evaluation = model.Evaluate(ToSamples(commands.Test), [new Accuracy(), scores]);
    Console.WriteLine();
    Console.WriteLine($"Test accuracy {evaluation["accuracy"]:P1}");
    Console.WriteLine(scores.Details);

    // One file holds all that a prediction needs: parameters, words, how a text is split, names of the intents.
    string path = Path.Combine(AppContext.BaseDirectory, "commands.safetensors");
    model.Save(path);
    CommandReader loaded = CommandReader.FromFile(path);
    Console.WriteLine();
    Console.WriteLine("What the model loaded from its file makes of new commands");
    string[] texts =
    [
        "play the golden owl by Nina Winter",
        "add the golden owl to my evening playlist",
        "when is the golden owl in the cinema tomorrow",
        "the golden owl gets four of six stars",
        "do I need an umbrella in Dublin on friday",
    ];
    foreach (string text in texts)
        Console.WriteLine($"  {loaded.Predict(text),-32}   {text}");
});
