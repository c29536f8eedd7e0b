using DeviceTraining;
using RnnGen;
using Samples;

const int TrainingCount = 1920;
const int TestCount = 400;
const int BatchSize = 64; // divides the recordings

return SampleProgram.Run(args, SampleOptions.Device | SampleOptions.SavesNothing, static arguments =>
{
    using Device? device = DeviceChoice.Open(arguments.Device);

    var recorder = new Vibration(arguments.Seed);
    Sample<float>[] training = recorder.Record(TrainingCount), test = recorder.Record(TestCount);
    var model = new MachineListener(arguments.Seed)
    {
        InputScaler = Scaler.Standardize(training),
        ClassNames = Vibration.Names,
        Device = device,
    };
    Console.WriteLine($"Device        {device?.Name ?? "the processor"}");
    var optimizer = new Adam(2e-3);
    DeviceChoice.Prepare(device, model, optimizer);
    Console.WriteLine(model);

    // The trainer computes where the model does, because it is told nothing else.
    Console.WriteLine($"Training on {TrainingCount} recordings");
    using var progress = new ConsoleProgress { EveryEpochs = 2 };
    using (var trainer = new Trainer<float>(model, optimizer)
    {
        BatchSize = BatchSize,
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Metrics = { new Accuracy() },
        Progress = progress,
    })
    {
        TrainingHistory history = trainer.Fit(training, epochs: arguments.Epochs ?? 12);
        double seconds = history.Epochs.Sum(static epoch => epoch.Duration.TotalSeconds);
        Console.WriteLine($"{trainer.StepCount * BatchSize / seconds:F0} sequences per second");
    }

    Console.WriteLine();
    Console.WriteLine($"{TestCount} recordings that the model has not heard: {model.Evaluate(test, [new Accuracy()])}");

    // The same parameters compute everywhere: what the model says here, and what it says on the processor.
    Sample<float>[] shown = [.. test.Where(static (_, i) => i % 57 == 0)];
    IReadOnlyList<ClassPrediction> here = [.. shown.Select(sample => model.Predict(sample.Features.Span))];
    model.Device = null;
    double largest = 0;
    Console.WriteLine();
    foreach ((Sample<float> sample, ClassPrediction prediction) in shown.Zip(here))
    {
        IReadOnlyList<double> processor = model.Predict(sample.Features.Span).Probabilities;
        double difference = prediction.Probabilities.Zip(processor, static (a, b) => Math.Abs(a - b)).Max();
        largest = Math.Max(largest, difference);
        Console.WriteLine($"{model.ClassNames[sample.Class],-10} taken for {prediction}");
    }

    if (device != null)
        Console.WriteLine($"The processor gives the same probabilities but for {largest:0.0e+0}");
});
