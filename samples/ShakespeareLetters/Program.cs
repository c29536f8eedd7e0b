using RnnGen;
using Samples;
using ShakespeareLetters;

const int Window = 64;
const int BatchSize = 32;
const int Lanes = 64;
const int LeastLetters = 10 * (Lanes + 1); // a tenth of them gives each lane one, and the last of them the next

return SampleProgram.Run(args, SampleOptions.DataFile, static arguments =>
{
    bool isPublished = arguments.Data != null;
    string text = isPublished ? TextFile.Read(arguments.Data!, LeastLetters) : PlayGrammar.Write(speeches: 2000);
    int epochs = arguments.Epochs ?? 1;
    int steps = isPublished ? 3000 : 1200;

    var model = new Playwright(arguments.Seed) { Vocabulary = Alphabet.Letters };
    Console.WriteLine(model);
    int[] letters = model.Vocabulary.Encode(text);
    int split = (int)(0.9 * letters.Length);
    Passages training = new(letters.AsMemory(0, split)), validation = new(letters.AsMemory(split));

    Console.WriteLine($"Training on {split} letters, in passages of {Window}");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(4e-3))
    {
        BatchSize = BatchSize,
        ClipNorm = 5,
        MaxSteps = arguments.Steps,
        Progress = progress,
        Schedule = new MultiStepDecay([2 * epochs * steps / 3], factor: 0.25) { Unit = ScheduleUnit.Step },
    };
    trainer.Fit(training.Draw(steps * BatchSize, Window, arguments.Seed), epochs: epochs);

    // Each lane is read from its first letter to its last: the state is carried all the way.
    double loss = model.Evaluate(validation.Cut(Lanes)).Loss;
    Console.WriteLine();
    Console.WriteLine($"{loss:F3} nats a letter on the {letters.Length - split} that follow");

    string file = Path.Combine(AppContext.BaseDirectory, "playwright.safetensors");
    model.Save(file);
    Playwright loaded = Playwright.FromFile(file);
    foreach (double temperature in new[] { 0.5, 1 })
    {
        int length = temperature < 1 ? 300 : 1200;
        Decoding how = Decoding.Sample(arguments.Seed, temperature) with { MaximumLength = length };
        Console.WriteLine();
        Console.WriteLine($"----- temperature {temperature:F1} -----");
        Console.WriteLine(loaded.Generate("\n\n", how));
    }
});
