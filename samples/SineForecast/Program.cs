using RnnGen;
using Samples;
using SineForecast;

const int Window = 15;
const int FarthestAhead = 45;
const int LeastSteps = 22; // three quarters of them are a window and the step behind it
const double TrainingShare = 0.75;

return SampleProgram.Run(args, SampleOptions.DataFile, static arguments =>
{
    Signal signal = arguments.Data is { } path
        ? Signal.Read(path, LeastSteps)
        : Signal.Make(steps: 1200, arguments.Seed);
    int trainingSteps = (int)(TrainingShare * signal.Observed.Length);
    int testSteps = signal.Observed.Length - trainingSteps;
    int ahead = Math.Min(FarthestAhead, testSteps); // a short series cannot tell how good a far forecast was
    Sample<float>[] training = SlidingWindows.Cut<float>(signal.Observed.AsMemory(0, trainingSteps), Window);
    Sample<float>[] test = SlidingWindows.Cut<float>(signal.Observed.AsMemory(trainingSteps - Window), Window);

    // The same scaler on both sides: what comes out is what goes in.
    Scaler scaler = Scaler.Standardize<float>(signal.Observed.AsSpan(0, trainingSteps), features: 1);
    var model = new Forecaster(arguments.Seed) { InputScaler = scaler, TargetScaler = scaler };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {training.Length} windows of {Window} steps");
    using var progress = new ConsoleProgress { EveryEpochs = 5 };
    using var trainer = new Trainer<float>(model, new Adam(3e-3))
    {
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    trainer.Fit(training, epochs: arguments.Epochs ?? 30);

    string file = Path.Combine(AppContext.BaseDirectory, "forecaster.safetensors");
    model.Save(file);
    Forecaster saved = Forecaster.FromFile(file);

    Console.WriteLine();
    Console.WriteLine($"One step ahead on {test.Length} new windows: {saved.Evaluate(test, [new Rmse(), new Mae()])}");
    Console.WriteLine();

    // Forecasts from many places of the part that was not trained on, all at once.
    int places = ((testSteps - ahead) / 5) + 1;
    int[] starts = [.. Enumerable.Range(0, places).Select(i => trainingSteps + (5 * i))];
    Sample<float>[] windows =
    [
        .. starts.Select(start =>
            Sample<float>.FromFeatures(signal.Observed.AsMemory(start - Window, Window), Window)),
    ];
    DistanceErrors moving = new(signal.Truth, starts, saved.Forecast(windows, ahead));
    DistanceErrors running = new(signal.Truth, starts, saved.Forecast(windows, ahead, Forecasting.RunOn));

    int[] distances = [.. new[] { 1, 2, 5, 10, 20 }.Where(distance => distance < ahead), ahead];
    string Row(Func<int, string> cell) => string.Concat(distances.Select(steps => cell(steps).PadLeft(8)));
    Console.WriteLine("Root mean squared error by distance");
    Console.WriteLine($"  steps ahead        {Row(static steps => $"{steps}")}");
    Console.WriteLine($"  window moves along {Row(steps => $"{moving[steps]:F2}")}");
    Console.WriteLine($"  state runs on      {Row(steps => $"{running[steps]:F2}")}");
    Console.WriteLine();

    Console.WriteLine($"{ahead} steps ahead of the last {Window} that the model has read");
    float[,] forecast = saved.Forecast(signal.Observed.AsSpan(trainingSteps - Window, Window), ahead);
    float[] next = signal.Truth[trainingSteps..(trainingSteps + ahead)];
    float[] guess = [.. forecast.Cast<float>()]; // there is one output: its column is all of it
    Console.WriteLine(Chart.Draw(next, guess, ScaleOf([.. next, .. guess])));
});

// About five labels of 1, 2 or 5 times a power of ten.
static ChartScale ScaleOf(float[] values)
{
    double least = Math.Max(values.Max() - values.Min(), 1e-6) / 5;
    double power = Math.Pow(10, Math.Floor(Math.Log10(least)));
    double label = power * (least / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 };
    return new ChartScale((float)label, LinesPerLabel: 3, Tick: Window, static step => $"{step}");
}
