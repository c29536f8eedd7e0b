using System.Diagnostics;
using AirlineForecast;
using RnnGen;

const int TrainingMonths = 96;

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine("usage: AirlineForecast [--steps N] [--seed N]");
    return 2;
}

ReadOnlySpan<float> series = Passengers.Monthly;
Windows windows = Windows.Fit(series[..TrainingMonths]);
Batch<float> training = windows.Cut(series, Windows.Year, TrainingMonths);
Batch<float> test = windows.Cut(series, TrainingMonths, series.Length);

var model = new Forecaster(options.Seed);
Console.WriteLine(model);

Console.WriteLine($"Training on {training.Rows} windows, all in one batch, {options.Steps} steps");
using var step = new TrainingStep<float>(model, new Adam(5e-3)) { ClipNorm = 1 };
var watch = Stopwatch.StartNew();
for (int i = 1; i <= options.Steps; i++)
{
    double loss = step.Run(training);
    if (i % 50 == 0 || i == options.Steps)
        Console.WriteLine($"step {i,4}   loss {loss:F4}   {watch.Elapsed.TotalSeconds:F2} s");
}

// The model answers with a scaled change; people want passengers.
var prediction = new float[test.Rows]; // [B, 1]
model.Predict(test, prediction);
ReadOnlySpan<float> truth = series[TrainingMonths..];
ReadOnlySpan<float> yearBefore = series[(TrainingMonths - Windows.Year)..^Windows.Year];
for (int i = 0; i < prediction.Length; i++)
    prediction[i] = windows.ToPassengers(prediction[i], yearBefore[i]);

int firstYear = Passengers.FirstYear + (TrainingMonths / Windows.Year);
Console.WriteLine();
Console.WriteLine($"The {test.Rows} months that the model has not seen, in thousands of passengers");
Console.WriteLine(Report.Table(truth, prediction, firstYear));
Console.WriteLine(Chart.Draw(truth, prediction, firstYear));
Console.WriteLine("Root mean squared error on these months");
Console.WriteLine($"  last month again           {Report.Rmse(truth, series[(TrainingMonths - 1)..^1]):F1}");
Console.WriteLine($"  same month last year       {Report.Rmse(truth, yearBefore):F1}");
Console.WriteLine($"  this model                 {Report.Rmse(truth, prediction):F1}");
return 0;
