using System.Numerics;
using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>lr_schedules: the rate before and after each step.</summary>
internal sealed class ScheduleFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        return new ScheduleCase
        {
            Name = @case.Text("name"),
            BaseRate = @case.Double("base_lr"),
            Create = () => Schedule(config),
            Metrics = @case.Member("metric_per_step")?.Doubles(),
            Expected = @case.GetProperty("expect").GetProperty("lr_before_and_after_each_step").Doubles(),
        };
    }

    /// <summary>Which schedule it is shows in its settings, so that a case's name may be anything.</summary>
    private static LearningRateSchedule Schedule(JsonElement config)
    {
        if (config.Member("patience") != null)
        {
            return new ReduceOnPlateau(config.Double("factor", 0.1), config.Int("patience", 10))
            {
                Maximise = config.Member("mode")?.GetString() == "max",
                Threshold = config.Double("threshold", 1e-4),
                AbsoluteThreshold = config.Member("threshold_mode")?.GetString() == "abs",
                Cooldown = config.Int("cooldown"),
                Least = config.Double("min_lr"),
                SmallestChange = config.Double("eps", 1e-8),
            };
        }

        if (config.Member("max_lr") != null)
        {
            return new OneCycle(config.Double("max_lr"), config.Int("total_steps"))
            {
                RisingShare = config.Double("pct_start", 0.3),
                Divisor = config.Double("div_factor", 25),
                FinalDivisor = config.Double("final_div_factor", 1e4),
                Straight = config.Member("anneal")?.GetString() == "linear",
                ThreePhases = config.Flag("three_phase"),
            };
        }

        if (config.Member("T_0") != null)
            return new CosineWarmRestarts(config.Int("T_0"), config.Int("T_mult", 1), config.Double("eta_min"));
        if (config.Member("T_max") != null)
            return new CosineAnnealing(config.Int("T_max"), config.Double("eta_min"));
        if (config.Member("total_iters") != null)
        {
            return new LinearRamp(
                config.Double("start_factor", 1.0 / 3), config.Double("end_factor", 1), config.Int("total_iters", 5));
        }

        if (config.Member("milestones") is { } milestones)
            return new MultiStepDecay(milestones.Ints().Select(m => (long)m), config.Double("gamma", 0.1));
        if (config.Member("step_size") != null)
            return new StepDecay(config.Int("step_size"), config.Double("gamma", 0.1));
        return new ExponentialDecay(config.GetProperty("gamma").GetDouble());
    }

    private sealed class ScheduleCase : GoldenCase
    {
        public required double BaseRate { get; init; }

        public required Func<LearningRateSchedule> Create { get; init; }

        public required double[]? Metrics { get; init; }

        public required double[] Expected { get; init; }

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            var optimizer = new Sgd(BaseRate);
            LearningRateSchedule schedule = Create();
            schedule.Start(optimizer);
            var rates = new List<double> { optimizer.LearningRate };
            for (int step = 0; step < Expected.Length - 1; step++)
            {
                schedule.Advance(optimizer, Metrics?[step] ?? double.NaN);
                rates.Add(optimizer.LearningRate);
            }

            double error = new TensorExpected([Expected.Length], Expected).Error([.. rates]);
            return [new Check("rates", CheckKind.Forward, error)];
        }
    }
}
