using System.Numerics;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>training: whole steps with clipping and an optimizer on one batch.</summary>
internal sealed class TrainingFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        JsonElement weights = @case.GetProperty("initial_weights");
        JsonElement expect = @case.GetProperty("expect");
        int steps = config.Int("T"), rows = config.Int("B");
        bool bias = weights.Member("rnn.bias_ih_l0") != null;
        string headBias = weights.Member("fc.bias") == null ? "Bias = false, " : "";
        return new TrainingCase
        {
            Name = @case.Text("name"),
            Declared = string.Join(
                "\n",
                $"[Input({config.Int("input_size")})]",
                RecurrentText.Attribute(config.Text("cell"), config, bias),
                "[LastStep]",
                $"[Dense({config.Int("output_size")}, {headBias}Name = \"fc\")]",
                "[MeanSquaredError]"),
            CreateOptimizer = () =>
                OptimizerFactory.Create(config.Text("optimizer"), config.GetProperty("optimizer_config")),
            ClipNorm = config.Double("clip_norm"),
            Steps = config.Int("steps"),
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = rows,
                Steps = steps,
                Lengths = @case.Lengths(),
                Features = Layout.Swap(@case.GetProperty("input_TBI").Values(), steps, rows),
                Weights = weights.Tensors(),
                Targets = @case.GetProperty("target_BO").Values(),
            },
            Losses = expect.GetProperty("loss_per_step").Doubles(),
            Norms = expect.Member("grad_norm_per_step_before_clipping")?.Doubles(),
            FinalWeights = expect.GetProperty("final_weights").EnumerateObject()
                .ToDictionary(w => w.Name, w => w.Value.Expected()),
        };
    }

    private sealed class TrainingCase : GoldenCase
    {
        public required string Declared { get; init; }

        public required Func<Optimizer> CreateOptimizer { get; init; }

        public required double ClipNorm { get; init; }

        public required int Steps { get; init; }

        public required StackCase Case { get; init; }

        public required double[] Losses { get; init; }

        public required double[]? Norms { get; init; }

        public required Dictionary<string, IExpected> FinalWeights { get; init; }

        public override string Attributes => Declared;

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            Model<T> model = create();
            var binding = new ModelBinding<T>(model);
            binding.Write(Case.Weights);
            Batch<T> batch = CpuBackend.CreateBatch<T>(model.Info, Case);
            var step = new TrainingStep<T>(model, CreateOptimizer()) { ClipNorm = ClipNorm };
            var losses = new List<double>();
            var norms = new List<double>();
            for (int i = 0; i < Steps; i++)
            {
                losses.Add(step.Run(batch));
                norms.Add(step.LastGradientNorm);
            }

            var checks = new List<Check> { Compare("losses", Losses, losses) };
            if (Norms != null)
                checks.Add(Compare("norms", Norms, norms));
            Dictionary<string, double[]> final = binding.Read(FinalWeights.Keys, name => model.Parameters[name]);
            checks.AddRange(FinalWeights.Select(
                w => new Check("final " + w.Key, CheckKind.Trajectory, w.Value.Error(final[w.Key]))));
            return checks;
        }

        private static Check Compare(string what, double[] expected, List<double> actual) =>
            new(what, CheckKind.Trajectory, new TensorExpected([expected.Length], expected).Error([.. actual]));
    }
}
