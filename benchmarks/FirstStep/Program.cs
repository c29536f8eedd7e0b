using System.Diagnostics;
using FirstStep;
using RnnGen;
using RnnGen.Simd;

// How long a fresh process needs to its first result. Prints what it did, then the milliseconds since entering Main
// and since the process started; the latter as the system counts it, in hundredths of a second. Last the registers.
long main = Stopwatch.GetTimestamp();
string[] all = ["predict", "stream", "train"];
var x = new float[32 * 100 * 10];
for (int i = 0; i < x.Length; i++)
    x[i] = (i % 17 * 0.1f) - 0.8f;
Batch<float> batch = Batch<float>.FromFeatures(x, 32, 100) with { Targets = new float[32] };
var model = new StackedRegressor(seed: 1);
foreach (string what in args.Length > 0 ? args : all)
{
    switch (what)
    {
        case "predict":
            model.Predict(batch, new float[32]);
            break;
        case "stream":
            using (ModelStream<float> stream = model.CreateStream())
                stream.Step(x.AsSpan(0, 10));
            break;
        case "train":
            using (var step = new TrainingStep<float>(model, new Adam(1e-3)) { ClipNorm = 1 })
                step.Run(batch);
            break;
        default:
            Console.Error.WriteLine($"'{what}' is none of {string.Join(", ", all)}.");
            return 2;
    }

    double fromMain = Stopwatch.GetElapsedTime(main).TotalMilliseconds;
    using var process = Process.GetCurrentProcess();
    double fromStart = (DateTime.Now - process.StartTime).TotalMilliseconds;
    Console.WriteLine(FormattableString.Invariant($"{what} {fromMain:0.0} {fromStart:0.0} {Cpu.Tier}"));
}

return 0;
