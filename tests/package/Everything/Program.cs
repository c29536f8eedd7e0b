using System.Reflection;
using RnnGen;

// Trains with a progress bar and log events, saves what it has learned, and loads every type of every library that came
// with a package.
var random = new Random(1);
Sample<float>[] samples =
[
    .. Enumerable.Range(0, 64).Select(i =>
    {
        float[] x = [.. Enumerable.Range(0, 10).Select(_ => random.NextSingle() + (i % 2))];
        return Sample<float>.FromFeatures(x, steps: 10) with { Class = i % 2 };
    }),
];
var model = new Level(seed: 1);
using var progress = new ConsoleProgress();
using var trainer = new Trainer<float>(model, new Adam(1e-2)) { Metrics = { new Accuracy() }, Progress = progress };
trainer.LogTo(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
trainer.Fit(samples, epochs: 5);
double accuracy = trainer.Evaluate(samples)["accuracy"];
model.Save("level.safetensors");

string[] libraries = Directory.GetFiles(AppContext.BaseDirectory, "RnnGen*.dll");
foreach (string library in libraries)
{
    int types = Assembly.Load(Path.GetFileNameWithoutExtension(library)).GetTypes().Length;
    Console.WriteLine($"{Path.GetFileName(library)}: {types} types");
}

Console.WriteLine($"built for {AppContext.TargetFrameworkName}, accuracy {accuracy:P0}");
return accuracy > 0.9 && libraries.Length >= 3 ? 0 : 1;

/// <summary>Low or high.</summary>
[RnnModel]
[Input(1)]
[Gru(8)]
[LastStep]
[Dense(2)]
[CrossEntropy]
public sealed partial class Level;
