using RnnGen;
using Samples;
using SentimentClassifier;

return SampleProgram.Run(args, SampleOptions.DataFolder, static arguments =>
{
    IReadOnlyList<Review> reviews = arguments.Data is { } folder ? ReviewFiles.Read(folder) : ReviewGrammar.Sentences();
    ILookup<bool, Review> split = reviews.ToLookup(static review => HashSplit.IsTest(review.Text));
    Review[] training = [.. split[false]], test = [.. split[true]];

    // Rarer words share the vector of unknown ones, which so learns what a rare word is worth.
    var words = Tokenizer.Words(@"[a-z']+|[0-9]+|[^\sa-z0-9]", lowerCase: true);
    var model = new ReviewClassifier(arguments.Seed)
    {
        Vocabulary = Vocabulary.Build(training.Select(static review => review.Text), words, minimumCount: 2),
        ClassNames = Review.Moods,
    };
    Console.WriteLine(model);

    Sample<float> ToSample(Review review) =>
        Sample<float>.FromTokens(model.Vocabulary.Encode(review.Text)) with { Class = review.Mood };

    Console.WriteLine(
        $"Training on {training.Length} sentences of {model.Vocabulary.Count} words, testing on {test.Length} others");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(3e-3))
    {
        BatchSize = 32,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    trainer.Fit(Array.ConvertAll(training, ToSample), epochs: arguments.Epochs ?? 10);

    var scores = new F1Score();
    Evaluation evaluation = model.Evaluate(Array.ConvertAll(test, ToSample), [new Accuracy(), scores]);
    Console.WriteLine();
    Console.WriteLine($"Test accuracy {evaluation["accuracy"]:P1}");
    Console.WriteLine(scores.Details);

    // One file holds all that a prediction needs: parameters, words, how a text is split, names of the moods.
    string path = Path.Combine(AppContext.BaseDirectory, "reviews.safetensors");
    model.Save(path);
    ReviewClassifier loaded = ReviewClassifier.FromFile(path);
    Console.WriteLine();
    Console.WriteLine("What the model loaded from its file makes of new sentences");
    string[] sentences =
    [
        "The soup was excellent and so was the service!",
        "The plot is not great.",
        "I expected a terrible film, but it was delightful.",
        "The screen is lovely, but the battery is really poor.",
    ];
    foreach (string sentence in sentences)
        Console.WriteLine($"  {loaded.Predict(sentence),-18}   {sentence}");
});
