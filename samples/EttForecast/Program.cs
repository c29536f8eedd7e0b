using EttForecast;
using RnnGen;
using Samples;

const int Past = ChangeFromLast.Past;
const int Ahead = ChangeFromLast.Ahead;

return SampleProgram.Run(args, SampleOptions.DataFile, static arguments =>
{
    OilTemperature oil = arguments.Data is { } path ? OilTemperature.Read(path) : OilTemperature.Make();
    Sample<float>[] training = ChangeFromLast.Cut(oil.Training);
    Sample<float>[] test = ChangeFromLast.Cut(oil.Test);

    // The unit is the deviation of the training hours. A change has no offset.
    double deviation = Scaler.Standardize(oil.Training.Span, features: 1).Scale[0];
    var change = new Scaler([0], [deviation]);
    var model = new Forecaster(arguments.Seed) { InputScaler = change, TargetScaler = change };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {training.Length} windows of {Past} hours");
    using var progress = new ConsoleProgress();
    using var trainer = new Trainer<float>(model, new Adam(1e-3))
    {
        BatchSize = 64,
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Progress = progress,
        Schedule = new ExponentialDecay(0.7),
    };
    trainer.Fit(training, epochs: arguments.Epochs ?? 6);

    // The file holds the scalers too: whoever loads it asks and is answered in degrees.
    string file = Path.Combine(AppContext.BaseDirectory, "forecaster.safetensors");
    model.Save(file);
    Forecaster saved = Forecaster.FromFile(file);

    // The loss is of standardized values; to repeat the last hour is to forecast no change.
    double repeated = test.Average(
        sample => sample.Targets.ToArray().Average(target => Math.Pow(target / deviation, 2)));
    Console.WriteLine();
    Console.WriteLine($"Mean squared error of {Ahead} hours in {test.Length} windows that the model has not seen");
    Console.WriteLine($"  last hour again   {repeated:F4}");
    Console.WriteLine($"  this model        {saved.Evaluate(test).Loss:F4}");

    int window = test.Length / 2;
    ReadOnlySpan<float> next = oil.Test.Span.Slice(window + Past, Ahead);
    float last = oil.Test.Span[window + Past - 1];
    float[] forecast = Array.ConvertAll(saved.Predict(test[window].Features.Span), value => last + value);
    Console.WriteLine();
    Console.WriteLine($"A day of these in degrees; the hour before it had {last:F1}");
    Console.WriteLine(Chart.Draw(next, forecast, new ChartScale(
        Label: 2, LinesPerLabel: 2, Tick: 6, static hour => $"{hour + 1} h")));
});
