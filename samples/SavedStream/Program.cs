using RnnGen;
using Samples;
using SavedStream;

const int Minutes = 240;
const int Interruption = 120;

return SampleProgram.Run(args, SampleOptions.None, static arguments =>
{
    var random = new Random((int)arguments.Seed);
    Sample<float>[] training = [.. Enumerable.Range(0, 300).Select(_ => Battery.Record(random, Minutes))];
    Sample<float>[] test = [.. Enumerable.Range(0, 50).Select(_ => Battery.Record(random, Minutes))];
    var model = new ChargeEstimator(arguments.Seed) { InputScaler = Scaler.Standardize(training) };
    Console.WriteLine(model);

    Console.WriteLine($"Training on {training.Length} batteries of {Minutes} minutes");
    using var progress = new ConsoleProgress { EveryEpochs = 10 };
    using var trainer = new Trainer<float>(model, new Adam(5e-3))
    {
        ClipNorm = 1,
        MaxSteps = arguments.Steps,
        Metrics = { new Rmse() },
        Progress = progress,
    };
    trainer.Fit(training, epochs: arguments.Epochs ?? 60);
    Console.WriteLine();
    Console.WriteLine($"{test.Length} new batteries: {trainer.Evaluate(test)}");

    string modelFile = Path.Combine(AppContext.BaseDirectory, "estimator.safetensors");
    string stateFile = Path.Combine(AppContext.BaseDirectory, "estimator-state.safetensors");
    model.Save(modelFile);

    // The first process: it estimates until it is interrupted. To compare, it also goes on to the end. The battery is
    // the one that is half empty by then.
    Sample<float> battery = test.MinBy(static sample => Math.Abs(sample.Targets.Span[Interruption] - 0.5f))!;
    float[] sensors = battery.Features.ToArray(); // [T, 2]
    var uninterrupted = new float[Minutes];
    using (ModelStream<float> stream = model.CreateStream())
    {
        for (int t = 0; t < Minutes; t++)
        {
            if (t == Interruption)
                stream.SaveState(stateFile);
            uninterrupted[t] = stream.Step(sensors.AsSpan(2 * t, 2))[0];
        }
    }

    // The second process: it has the two files and nothing else.
    ChargeEstimator restarted = ChargeEstimator.FromFile(modelFile);
    using ModelStream<float> restored = restarted.CreateStream();
    restored.RestoreState(stateFile);
    using ModelStream<float> forgetful = restarted.CreateStream();

    int different = 0;
    Console.WriteLine();
    Console.WriteLine("minute   charge   uninterrupted   restored   without the state");
    for (int t = Interruption; t < Minutes; t++)
    {
        ReadOnlySpan<float> step = sensors.AsSpan(2 * t, 2);
        float goesOn = restored.Step(step)[0], startsAnew = forgetful.Step(step)[0];
        if (BitConverter.SingleToInt32Bits(goesOn) != BitConverter.SingleToInt32Bits(uninterrupted[t]))
            different++;
        if (t % 20 == 0)
        {
            Console.WriteLine(
                $"{t,6}   {battery.Targets.Span[t],6:P0}   {uninterrupted[t],13:P2}   {goesOn,8:P2}   "
                    + $"{startsAnew,17:P2}");
        }
    }

    Console.WriteLine();
    Console.WriteLine(
        $"Estimates after the interruption that differ in any bit: {different} of {Minutes - Interruption}");
    StepCost cost = StepCost.Measure(restarted, sensors.AsSpan(0, 2));
    Console.WriteLine($"One step: {cost.Nanoseconds:F0} ns, {cost.AllocatedBytes:0.##} bytes allocated");
    return different == 0 ? 0 : 1;
});
