using RnnGen;
using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

// Learns to tell rising from falling sequences, streams one, and reads itself back from a file.
const int Rows = 32, Steps = 10;
var x = new float[Rows * Steps]; // [B, T, 1]
var classes = new int[Rows]; // [B]
for (int row = 0; row < Rows; row++)
{
    classes[row] = row % 2;
    for (int t = 0; t < Steps; t++)
        x[(row * Steps) + t] = (classes[row] == 0 ? t : Steps - t) / (float)Steps + (0.01f * row);
}

Batch<float> batch = Batch<float>.FromFeatures(x, Rows, Steps) with { Classes = classes };
var model = new Slope(seed: 1);
using var step = new TrainingStep<float>(model, new Adam(1e-2));
double first = step.Run(batch), last = first;
for (int i = 0; i < 100; i++)
    last = step.Run(batch);

var scores = new float[2];
model.Predict(x.AsSpan(0, Steps), scores);
using ModelStream<float> stream = model.CreateStream();
ReadOnlySpan<float> streamed = default;
for (int t = 0; t < Steps; t++)
    streamed = stream.Step(x.AsSpan(t, 1));

string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
model.Save(file);
var copy = new Slope(seed: 2);
copy.Load(file);
File.Delete(file);
var read = new float[2];
copy.Predict(x.AsSpan(0, Steps), read);

bool right = last < 0.1 * first && streamed.SequenceEqual(scores) && read.AsSpan().SequenceEqual(scores);
Console.WriteLine($"{Environment.Version} {model.Tier}: loss {first:F4} to {last:F4}, {(right ? "right" : "WRONG")}");
return right ? 0 : 1;

/// <summary>A cell that the package has not.</summary>
[Cell]
public sealed partial class MinimalGatedUnit
{
    /// <summary>One step.</summary>
    public static Vec Step(Vec x, Vec h)
    {
        var f = Sigmoid(Affine(x, h));
        var n = Tanh(Affine(x, f * h));
        return (1 - f) * h + f * n;
    }
}

/// <summary>A model over it.</summary>
[RnnModel]
[Input(1)]
[Recurrent<MinimalGatedUnit>(16)]
[LastStep]
[Dense(2)]
[CrossEntropy]
public sealed partial class Slope;
