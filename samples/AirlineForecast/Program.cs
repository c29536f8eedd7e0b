using AirlineForecast;
using RnnGen;
using RnnGen.Plots;
using Samples;

const int TrainingMonths = 96;

return SampleProgram.Run(args, SampleOptions.DataFile | SampleOptions.Plots, static arguments =>
{
    float[] months = arguments.Data is { } path
        ? Passengers.Read(path, least: TrainingMonths + YearlyChange.Year)
        : Passengers.Monthly.ToArray();
    Sample<float>[] samples = YearlyChange.Cut(months);
    Sample<float>[] training = samples[..(TrainingMonths - YearlyChange.Year)];
    Sample<float>[] test = samples[training.Length..];

    // Scales are measured on the training months only. A change has the unit of a month and no offset.
    Scaler range = Scaler.MinMax<float>(months.AsSpan(0, TrainingMonths), features: 1);
    var model = new Forecaster(arguments.Seed) { InputScaler = range, TargetScaler = new Scaler([0], range.Scale) };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {training.Length} months, all in one batch");
    using var progress = new ConsoleProgress { EveryEpochs = 50 };
    using var trainer = new Trainer<float>(model, new Adam(5e-3))
    {
        BatchSize = training.Length,
        MaxSteps = arguments.Steps,
        Progress = progress,
    };
    TrainingHistory history = trainer.Fit(training, epochs: arguments.Epochs ?? 400);

    // The file holds the scalers too: whoever loads it asks and is answered in passengers.
    string file = Path.Combine(AppContext.BaseDirectory, "forecaster.safetensors");
    model.Save(file);
    Forecaster saved = Forecaster.FromFile(file);

    float[] truth = months[TrainingMonths..];
    float[] monthBefore = months[(TrainingMonths - 1)..^1];
    float[] yearBefore = Array.ConvertAll(test, YearlyChange.YearBefore);
    float[] forecast = [.. saved.Predict(test).Zip(yearBefore, static (change, year) => year + change)];

    int firstYear = Passengers.FirstYear + (TrainingMonths / YearlyChange.Year);
    Console.WriteLine();
    Console.WriteLine($"The {test.Length} months that the model has not seen, in thousands of passengers");
    Console.WriteLine(Report.Table(truth, forecast, firstYear));
    Console.WriteLine(Chart.Draw(truth, forecast, new ChartScale(
        Label: 100, LinesPerLabel: 4, Tick: YearlyChange.Year, step => $"{firstYear + (step / YearlyChange.Year)}")));
    Console.WriteLine();
    Console.WriteLine("Root mean squared error on these months");
    Console.WriteLine($"  last month again           {Report.Rmse(truth, monthBefore):F1}");
    Console.WriteLine($"  same month last year       {Report.Rmse(truth, yearBefore):F1}");
    Console.WriteLine($"  this model                 {saved.Evaluate(test, [new Rmse()])["rmse"]:F1}");

    if (arguments.Plots is { } folder)
    {
        var years = new PlotOptions
        {
            Title = "International airline passengers",
            X = "year",
            Y = "passengers (thousands)",
            XStart = firstYear,
            XStep = 1.0 / YearlyChange.Year,
        };
        Plot.TruthAndPrediction(truth, forecast, years).Save(Path.Combine(folder, "forecast.svg"));
        Plot.LearningCurves(history).Save(Path.Combine(folder, "forecast-curves.svg"));
    }
});
