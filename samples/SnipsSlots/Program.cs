using RnnGen;
using RnnGen.Data;
using Samples;
using SnipsSlots;

return SampleProgram.Run(args, SampleOptions.DataFolder, static arguments =>
{
    var words = Tokenizer.Words(@"[a-z']+|[0-9]+|[^\sa-z0-9]", lowerCase: true);
    UtteranceSet utterances = arguments.Data is { } folder
        ? UtteranceSet.Read(folder, words)
        : UtteranceGrammar.Utterances(words);
    var model = new SlotFiller(arguments.Seed)
    {
        // Words that stand there once share the vector of unknown ones.
        Vocabulary = Vocabulary.Build(utterances.Training.Select(static utterance => utterance.Tokens), minimumCount: 2)
            .WithTokenizer(words),
        ClassNames = Slots.Tags.Tokens,
    };
    Console.WriteLine(model);

    Sample<float>[] ToSamples(IEnumerable<SnipsUtterance> from) =>
    [
        .. from.Select(utterance => Sample<float>.FromTokens(model.Vocabulary.Encode(utterance.Tokens)) with
        {
            Classes = Slots.Tags.Encode(utterance.Tags),
        }),
    ];

    Console.WriteLine(
        $"Training on {utterances.Training.Count} commands of {model.Vocabulary.Count} words, "
            + $"testing on {utterances.Test.Count} others");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(3e-3))
    {
        BatchSize = 32,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    trainer.Fit(ToSamples(utterances.Training), epochs: arguments.Epochs ?? 5);

    // A slot is found where its first word, its last word and its name are right.
    var scores = new SpanF1();
    model.Evaluate(ToSamples(utterances.Test), [scores]);
    Console.WriteLine();
    Console.WriteLine(
        $"Slots found: F1 {scores.Value:F3} (precision {scores.Precision:F3}, recall {scores.Recall:F3})");
    Console.WriteLine(scores.Details);

    // One file holds all that a prediction needs: parameters, words, how a text is split, names of the tags.
    string path = Path.Combine(AppContext.BaseDirectory, "slots.safetensors");
    model.Save(path);
    SlotFiller loaded = SlotFiller.FromFile(path);
    Console.WriteLine();
    Console.WriteLine("What the model loaded from its file finds in new commands");
    string[] texts =
    [
        "play the golden owl by Nina Winter",
        "add the golden owl to my evening playlist",
        "will it rain in Dublin on friday",
        "please play rain in Dublin by the dark tigers",
        "book a table for five at a thai restaurant in Boston , Ohio tomorrow at noon",
    ];
    foreach (string text in texts)
    {
        string[] tokens = [.. words.Split(text)];
        Console.WriteLine($"  {text}");
        foreach (TagSpan span in loaded.Predict(text).Spans)
            Console.WriteLine($"    {span.Type,-21} {string.Join(' ', tokens[span.Start..span.End])}");
    }
});
