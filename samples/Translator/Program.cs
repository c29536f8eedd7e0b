using RnnGen;
using Samples;
using Translator;

const int MostWords = 20;

return SampleProgram.Run(args, SampleOptions.DataFile | SampleOptions.Plots, static arguments =>
{
    bool isPublished = arguments.Data != null;
    PairSet pairs = isPublished ? PairSet.Read(arguments.Data!) : PairSet.Make();
    var model = new EnglishToFrench(arguments.Seed) { Vocabulary = Words.English(pairs.Training) };
    Vocabulary french = Words.French(pairs.Training, model.Info.Outputs);
    model.ClassNames = french.Tokens;
    Console.WriteLine(model);

    // The reply are the words to be said. That the model is to read them too, one step later and behind the start, and
    // to say the end, follows from its declaration.
    Sample<float> ToSource(string english) => Sample<float>.FromTokens(model.Vocabulary.Encode(english));
    Sample<float> ToSample(Pair pair) => ToSource(pair.English) with { Classes = french.Encode(pair.French) };

    Console.WriteLine(
        $"Training on {pairs.Training.Count} pairs, judged by {pairs.Test.Count} sentences"
            + (isPublished ? " of them" : " of others"));
    int epochs = arguments.Epochs ?? (isPublished ? 30 : 20);
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(2e-3))
    {
        BatchSize = 32,
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Progress = progress,
        Schedule = new MultiStepDecay([epochs * 6 / 10, epochs * 8 / 10], factor: 0.3),
    };
    trainer.Fit(pairs.Training.Select(ToSample).ToArray(), epochs: epochs);

    string file = Path.Combine(AppContext.BaseDirectory, "french.safetensors");
    model.Save(file);
    EnglishToFrench loaded = EnglishToFrench.FromFile(file);
    Vocabulary words = Words.FromClassNames(loaded.ClassNames!);
    string Text(Decoded said) => string.Concat(words.Decode([.. said.Tokens]));

    // A translation is right where it is one of the references, character by character.
    Sample<float>[] sources = [.. pairs.Test.Select(sentence => ToSource(sentence.Key))];
    Console.WriteLine();
    foreach ((string name, Decoding how) in new[] { ("greedy", Decoding.Greedy), ("beam of 4", Decoding.Beam(4)) })
    {
        IReadOnlyList<Decoded> said = loaded.Generate(sources, how with { MaximumLength = MostWords });
        int right = pairs.Test.Zip(said).Count(answer => answer.First.Any(pair => pair.French == Text(answer.Second)));
        Console.WriteLine($"{name,-9}  {(double)right / sources.Length:P2} right, {right} of {sources.Length}");
    }

    Decoding beam = Decoding.Beam(width: 4, best: 4) with { MaximumLength = MostWords };
    string[] shown = isPublished
        ? ["I can't go.", "Don't fret.", "Are you hurt?"]
        : [.. pairs.Test.Take(3).Select(static sentence => sentence.Key)];
    foreach (string english in shown)
    {
        Decoded best = loaded.Generate(loaded.Vocabulary!.Encode(english), beam);
        Console.WriteLine();
        Console.WriteLine(english);
        foreach (Decoded said in (Decoded[])[best, .. best.Alternatives])
            Console.WriteLine($"  {Math.Exp(said.Score):F3}  {Text(said)}");
    }

    string seen = isPublished ? "I need to go." : "She does not look for my black cat.";
    Console.WriteLine();
    Console.WriteLine("Where it looks while it says a word");
    var map = AttentionMap.Of(loaded, seen, loaded.Generate(loaded.Vocabulary!.Encode(seen), beam).Tokens);
    Console.WriteLine(map);
    if (arguments.Plots is { } folder)
        map.Draw().Save(Path.Combine(folder, "attention.svg"));
});
