using DateTranslator;
using RnnGen;
using Samples;

const int TrainingDates = 12_000;
const int TestDates = 2_000;
const int DataSeed = 1;

return SampleProgram.Run(args, SampleOptions.None, static arguments =>
{
    WrittenDate[] dates = DateForms.Draw(TrainingDates + TestDates, DataSeed);
    WrittenDate[] test = dates[TrainingDates..];

    // What is said are classes: their names are in the model's file, as the characters that it reads are.
    var model = new IsoWriter(arguments.Seed) { Vocabulary = Characters.Read, ClassNames = Characters.Said.Tokens };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {TrainingDates} dates, testing on {TestDates} other days");
    using var progress = new ConsoleProgress();
    int epochs = arguments.Epochs ?? 10;
    using var trainer = new Trainer<float>(model, new Adam(3e-3))
    {
        BatchSize = 32,
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Progress = progress,
        Schedule = new MultiStepDecay([epochs * 7 / 10], factor: 0.2),
    };
    trainer.Fit(Array.ConvertAll(dates[..TrainingDates], static date => date.ToSample()), epochs: epochs);

    // A date is right where all of its characters are.
    string file = Path.Combine(AppContext.BaseDirectory, "dates.safetensors");
    model.Save(file);
    IsoWriter loaded = IsoWriter.FromFile(file);
    IReadOnlyList<Decoded> replies = loaded.Generate(
        Array.ConvertAll(test, static date => date.ToSample()), Decoding.Greedy with { MaximumLength = 12 });
    string[] said = [.. replies.Select(static reply => Characters.Said.DecodeText([.. reply.Tokens]))];
    (WrittenDate Date, string Said)[] answers = [.. test.Zip(said)];
    int right = answers.Count(static answer => answer.Said == answer.Date.Iso);
    Console.WriteLine();
    Console.WriteLine($"{(double)right / TestDates:P2} of {TestDates} dates are right, character by character");
    Console.WriteLine();
    Console.WriteLine("  an example of each form              the model says   right");
    foreach (var form in answers.GroupBy(static answer => answer.Date.Form))
    {
        (WrittenDate date, string answer) = form.First();
        int rightOnes = form.Count(static answer => answer.Said == answer.Date.Iso);
        Console.WriteLine($"  {date.Text,-35}  {answer,-14}   {rightOnes}/{form.Count()}");
    }
});
