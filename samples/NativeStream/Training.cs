using RnnGen;
using Samples;

namespace NativeStream;

/// <summary>Trains the filter on simulated platforms and saves it. The published program has nothing of this.</summary>
internal static class Training
{
    private const int Steps = 500;

    public static void Run(SampleArguments arguments)
    {
        var random = new Random((int)arguments.Seed);
        Sample<float>[] training = [.. Enumerable.Range(0, 400).Select(_ => Platform.Record(random, Steps))];
        Sample<float>[] test = [.. Enumerable.Range(0, 100).Select(_ => Platform.Record(random, Steps))];
        var model = new TiltFilter(arguments.Seed)
        {
            InputScaler = Scaler.Standardize(training),
            TargetScaler = Scaler.StandardizeTargets(training),
        };
        Console.WriteLine(model);

        Console.WriteLine($"Training on {training.Length} platforms of {Steps} steps");
        int epochs = arguments.Epochs ?? 40;
        using var progress = new ConsoleProgress { EveryEpochs = 10 };
        using var trainer = new Trainer<float>(model, new Adam(5e-3))
        {
            ClipNorm = 1,
            MaxSteps = arguments.Steps,
            Metrics = { new Rmse() },
            Progress = progress,
            Schedule = new CosineAnnealing(epochs),
        };
        trainer.Fit(training, epochs: epochs);

        Console.WriteLine();
        Evaluation evaluation = trainer.Evaluate(test);
        (double rmse, float share) = ComplementaryFilter.Best(test);
        Console.WriteLine($"{test.Length} new platforms, root of the mean squared error in degrees");
        Console.WriteLine($"  this model                            {evaluation["rmse"]:F2}");
        Console.WriteLine($"  the best complementary filter, {share:F2}   {rmse:F2}");
        Console.WriteLine();

        string path = Path.Combine(AppContext.BaseDirectory, "tilt.safetensors");
        model.Save(path);
        Console.WriteLine("Saved as tilt.safetensors beside the program.");
    }
}
