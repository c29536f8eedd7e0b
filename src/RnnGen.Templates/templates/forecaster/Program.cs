using RnnGen;

const int Window = 48, Ahead = 24;

// Earlier hours to train on, later ones to test on: windows overlap, so they are not split at random.
float[] load = Series.Make(hours: 24 * 7 * 12, new Random(1));
int split = load.Length * 4 / 5;
Sample<float>[] training = SlidingWindows.Cut<float>(load.AsMemory(0, split), Window);
Sample<float>[] test = SlidingWindows.Cut<float>(load.AsMemory(split - Window), Window);

// The same scaler on both sides, because what comes out is what goes in; the model's user sees megawatts.
Scaler scaler = Scaler.Standardize<float>(load.AsSpan(0, split), features: 1);
var model = new LoadForecaster(seed: 42) { InputScaler = scaler, TargetScaler = scaler };
Console.WriteLine(model);

using var progress = new ConsoleProgress();
using var trainer = new Trainer<float>(model, new Adam(5e-3))
{
    ClipNorm = 1,
    Metrics = { new Rmse() },
    Progress = progress,
};
trainer.Fit(training, test, epochs: 6);

// One file is all that a program needs which uses the model.
string path = Path.Combine(AppContext.BaseDirectory, "forecaster.safetensors");
model.Save(path);
LoadForecaster loaded = LoadForecaster.FromFile(path);
int now = load.Length - Ahead;
float[,] forecast = loaded.Forecast(load.AsSpan(now - Window, Window), Ahead);
Console.WriteLine("hour   forecast   truth");
for (int hour = 0; hour < Ahead; hour += 3)
    Console.WriteLine($"{hour + 1,4}   {forecast[hour, 0],8:F1}   {load[now + hour],5:F1}");
