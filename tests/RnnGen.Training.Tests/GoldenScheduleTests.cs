using System.Text.Json;

namespace RnnGen.Training.Tests;

public sealed class GoldenScheduleTests
{
    [GoldenFact("lr_schedules")]
    public void Advance_MatchesPyTorch()
    {
        foreach (JsonElement c in GoldenFile.Cases("lr_schedules")!)
        {
            string name = c.GetProperty("name").GetString()!;
            var optimizer = new Sgd(c.GetProperty("base_lr").GetDouble());
            JsonElement expect = c.GetProperty("expect");
            double[] expected = GoldenFile.Numbers(expect.GetProperty("lr_before_and_after_each_step"));
            double[]? metrics = c.TryGetProperty("metric_per_step", out JsonElement m) ? GoldenFile.Numbers(m) : null;
            LearningRateSchedule schedule = Create(name, c.GetProperty("config"));
            schedule.Start(optimizer);
            var actual = new List<double> { optimizer.LearningRate };
            for (int i = 1; i < expected.Length; i++)
            {
                schedule.Advance(optimizer, metrics?[i - 1] ?? double.NaN);
                actual.Add(optimizer.LearningRate);
            }

            double error = GoldenFile.Error(actual, expected);
            Assert.True(error <= 2e-9, $"{name}: {error:e2}");
        }
    }

    private static LearningRateSchedule Create(string name, JsonElement config)
    {
        double Get(string key) => config.GetProperty(key).GetDouble();
        int Whole(string key) => config.GetProperty(key).GetInt32();
        return name switch
        {
            "step" => new StepDecay(Whole("step_size"), Get("gamma")),
            "multistep" => new MultiStepDecay(
                config.GetProperty("milestones").EnumerateArray().Select(static e => e.GetInt64()), Get("gamma")),
            "exponential" => new ExponentialDecay(Get("gamma")),
            "cosine" => new CosineAnnealing(Whole("T_max"), Get("eta_min")),
            "linear" => new LinearRamp(Get("start_factor"), Get("end_factor"), Whole("total_iters")),
            "cosine_warm_restarts" => new CosineWarmRestarts(Whole("T_0"), Whole("T_mult"), Get("eta_min")),
            "one_cycle" => new OneCycle(Get("max_lr"), Whole("total_steps"))
            {
                RisingShare = Get("pct_start"),
                Divisor = Get("div_factor"),
                FinalDivisor = Get("final_div_factor"),
                Straight = config.GetProperty("anneal").GetString() == "linear",
            },
            "reduce_on_plateau" => new ReduceOnPlateau(Get("factor"), Whole("patience"))
            {
                Maximise = config.GetProperty("mode").GetString() == "max",
                Threshold = Get("threshold"),
                AbsoluteThreshold = config.GetProperty("threshold_mode").GetString() == "abs",
                Cooldown = Whole("cooldown"),
                Least = Get("min_lr"),
            },
            _ => throw new NotSupportedException(name),
        };
    }
}
