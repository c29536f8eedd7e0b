using PartOfSpeechTagger;
using RnnGen;
using Samples;

return SampleProgram.Run(args, SampleOptions.DataFolder, static arguments =>
{
    SentenceSet sentences = arguments.Data is { } folder ? Treebank.Read(folder) : SentenceGrammar.Sentences();
    var model = new UposTagger(arguments.Seed)
    {
        Vocabulary = Vocabulary.Build(sentences.Training.Select(static sentence => sentence.Words))
            .WithTokenizer(Tokenizer.Words(@"\S+", lowerCase: true)),
        ClassNames = Sentence.AllTags.Tokens,
    };
    Console.WriteLine(model);

    // One class a word: the sample's Classes, not its Class.
    Sample<float>[] ToSamples(IEnumerable<Sentence> from) =>
    [
        .. from.Select(sentence => Sample<float>.FromTokens(model.Vocabulary.Encode(sentence.Words)) with
        {
            Classes = Sentence.AllTags.Encode(sentence.Tags),
        }),
    ];

    Console.WriteLine(
        $"Training on {sentences.Training.Count} sentences of {model.Vocabulary.Count} words, "
            + $"testing on {sentences.Test.Count} others");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(5e-3))
    {
        BatchSize = 32,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    trainer.Fit(ToSamples(sentences.Training), epochs: arguments.Epochs ?? 5);

    var scores = new F1Score();
    Evaluation evaluation = model.Evaluate(ToSamples(sentences.Test), [new Accuracy(), scores]);
    Console.WriteLine();
    Console.WriteLine($"Test accuracy {evaluation["accuracy"]:P1} of the words");
    Console.WriteLine(scores.Details);

    // One file holds all that a prediction needs: parameters, words, how a text is split, names of the tags.
    string path = Path.Combine(AppContext.BaseDirectory, "tagger.safetensors");
    model.Save(path);
    UposTagger loaded = UposTagger.FromFile(path);
    Console.WriteLine();
    Console.WriteLine("What the model loaded from its file makes of new sentences");
    string[] texts = arguments.Data == null
        ? ["mark will light the light lamp", "can you open that can of paint"]
        : ["show me the first flight that arrives in boston", "does that flight show a first class fare"];
    foreach (string text in texts)
        Console.WriteLine(TaggedText.Align(loaded.Vocabulary!.Tokenizer!.Split(text), loaded.Predict(text)));
});
