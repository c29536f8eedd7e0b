using System.Numerics;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>optimizers: trajectories with given gradients.</summary>
internal sealed class OptimizerFamily : IFamily
{
    public GoldenCase Read(JsonElement @case) => new OptimizerCase
    {
        Name = @case.Text("name"),
        Optimizer = OptimizerFactory.Create(@case.Text("optimizer"), @case.GetProperty("config")),
        Initial = Flat(@case.GetProperty("initial")),
        Gradients = [.. @case.GetProperty("gradients_per_step").EnumerateArray().Select(Flat)],
        Expected =
        [
            .. @case.GetProperty("expect").GetProperty("parameters_after_each_step").EnumerateArray().Select(Flat),
        ],
    };

    private static double[] Flat(JsonElement tensors) => [.. tensors.EnumerateArray().SelectMany(t => t.Values())];

    private sealed class OptimizerCase : GoldenCase
    {
        public required Optimizer Optimizer { get; init; }

        public required double[] Initial { get; init; }

        public required double[][] Gradients { get; init; }

        public required double[][] Expected { get; init; }

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            T[] parameters = Floats.FromDoubles<T>(Initial);
            OptimizerState<T> state = Optimizer.CreateState<T>(parameters.Length);
            var checks = new List<Check>();
            for (int step = 0; step < Gradients.Length; step++)
            {
                Optimizer.Update(parameters, Floats.FromDoubles<T>(Gradients[step]), state);
                var expected = new TensorExpected([parameters.Length], Expected[step]);
                double error = expected.Error(Floats.ToDoubles<T>(parameters));
                checks.Add(new Check($"step {step + 1}", CheckKind.Trajectory, error));
            }

            return checks;
        }
    }
}
