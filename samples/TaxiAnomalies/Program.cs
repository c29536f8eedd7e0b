using RnnGen;
using Samples;
using TaxiAnomalies;

const int TrainingSteps = 5000;
const int Stride = 16;
const int Shown = 15;

return SampleProgram.Run(args, SampleOptions.DataFolder, static arguments =>
{
    Rides rides = arguments.Data is { } folder
        ? NabFiles.Read(folder, TrainingSteps + (Shown * Rides.Day))
        : RidesMaker.Make();
    ReadOnlyMemory<float> counts = rides.Counts, features = rides.ToFeatures(); // [T], [T, 5]

    // A week begins every eight hours. The target of each step is the count of the next one.
    Sample<float>[] weeks = SlidingWindows.Cut(
        features[..((TrainingSteps - 1) * Rides.Features)], Rides.Week, horizon: 0, Rides.Features, Stride);
    Sample<float>[] training =
        [.. weeks.Select((week, i) => week with { Targets = counts.Slice((i * Stride) + 1, Rides.Week) })];
    var model = new Forecaster(arguments.Seed)
    {
        InputScaler = Scaler.Standardize(training),
        TargetScaler = Scaler.StandardizeTargets(training),
    };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {training.Length} weeks of the first {TrainingSteps} half hours");
    using var progress = new ConsoleProgress { EveryEpochs = 5 };
    using var trainer = new Trainer<float>(model, new Adam(5e-3))
    {
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    trainer.Fit(training, epochs: arguments.Epochs ?? 30);

    string file = Path.Combine(AppContext.BaseDirectory, "forecaster.safetensors");
    model.Save(file);
    Forecaster saved = Forecaster.FromFile(file);

    // As on the day itself: a half hour is read, the next one is expected, and then it comes.
    using ModelStream<float> stream = saved.CreateStream();
    var surprises = new List<Surprise>();
    for (int step = 1; step < counts.Length; step++)
    {
        float expected = stream.Step(features.Span.Slice((step - 1) * Rides.Features, Rides.Features))[0];
        if (step >= TrainingSteps)
            surprises.Add(new Surprise(rides.TimeOf(step), rides.Counts[step], expected));
    }

    Surprise[] days = Surprise.RankDays(surprises);
    Console.WriteLine();
    Console.WriteLine(
        $"The most surprising of the {days.Length} days that follow, each with its most surprising half hour");
    for (int i = 0; i < Shown; i++)
    {
        Surprise day = days[i];
        TimeWindow? known = rides.Unusual.FirstOrDefault(window => window.Holds(day.Time));
        Console.WriteLine(
            $"  {i + 1,2}   {day.Time:ddd yyyy-MM-dd HH:mm}   {day.Rides,5:F0} rides, "
                + $"{day.Expected,5:F0} expected   {known}");
    }

    Console.WriteLine();
    Console.WriteLine("What is known to have been unusual");
    foreach (TimeWindow window in rides.Unusual)
        Console.WriteLine($"  {window}   rank {Array.FindIndex(days, day => window.Holds(day.Time)) + 1}");
});
