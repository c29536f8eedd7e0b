using System.Numerics;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>truncated_bptt: chunks of a sequence; states go on to the next one, gradients do not go back.</summary>
internal sealed class TruncatedFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config");
        string cell = @case.Text("cell");
        int rows = config.Int("B"), length = config.Int("chunk_length"), count = config.Int("chunks");
        JsonElement weights = @case.GetProperty("weights");
        JsonElement expect = @case.GetProperty("expect");
        double[] input = @case.GetProperty("input").Values();
        double[] projection = @case.GetProperty("loss_weights").GetProperty("output").Values();
        JsonElement[] chunks = [.. expect.GetProperty("chunks").EnumerateArray()];
        if (chunks.Length != count)
            throw new NotSupportedException($"There are {chunks.Length} chunks, the configuration has {count}.");
        return new TruncatedCase
        {
            Name = @case.Text("name"),
            Declared = string.Join(
                "\n",
                $"[Input({config.Int("input_size")})]",
                RecurrentText.Attribute(cell, config, weights.Member("bias_ih_l0") != null),
                "[MeanSquaredError(Reduction = Reduction.Sum)]"),
            Weights = weights.Tensors(RecurrentText.Name + "."),
            Chunks =
            [
                .. chunks.Select((chunk, i) => new Chunk
                {
                    Rows = rows,
                    Steps = length,
                    Features = Layout.Swap(Part(input, i, count), length, rows),
                    OutputGradient = Layout.Swap(Part(projection, i, count), length, rows),
                    Output = chunk.GetProperty("output").Expected(),
                    Loss = chunk.GetProperty("loss").Expected(),
                    Finals = States(cell, config).ToDictionary(
                        state => state.Key, state => chunk.GetProperty(state.Value).Expected()),
                }),
            ],
            WeightGradients = expect.GetProperty("accumulated_grad_weights").EnumerateObject()
                .ToDictionary(w => $"{RecurrentText.Name}.{w.Name}", w => w.Value.Expected()),
        };
    }

    /// <summary>The model's states and what the file calls their final values.</summary>
    private static IEnumerable<KeyValuePair<string, string>> States(string cell, JsonElement config)
    {
        foreach (string state in cell == "lstm" ? new[] { "h", "c" } : ["h"])
            yield return new(RecurrentText.States(state, config.Int("num_layers", 1), false).Single(), state + "n");
    }

    private static double[] Part(double[] values, int index, int count)
    {
        int length = values.Length / count;
        return values[(index * length)..((index + 1) * length)];
    }

    private sealed record Chunk
    {
        public required int Rows { get; init; }

        public required int Steps { get; init; }

        /// <summary>[B, T, F]</summary>
        public required double[] Features { get; init; }

        /// <summary>[B, T, O]</summary>
        public required double[] OutputGradient { get; init; }

        public required IExpected Output { get; init; }

        public required IExpected Loss { get; init; }

        /// <summary>Final states by the model's names.</summary>
        public required IReadOnlyDictionary<string, IExpected> Finals { get; init; }
    }

    private sealed class TruncatedCase : GoldenCase
    {
        public required string Declared { get; init; }

        public required IReadOnlyDictionary<string, double[]> Weights { get; init; }

        public required IReadOnlyList<Chunk> Chunks { get; init; }

        public required Dictionary<string, IExpected> WeightGradients { get; init; }

        public override string Attributes => Declared;

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            Model<T> model = create();
            var binding = new ModelBinding<T>(model);
            binding.Write(Weights);
            using Pass<T> pass = model.CreatePass();
            var checks = new List<Check>();
            var outputs = new List<double[]>();
            T[] states = [];
            for (int i = 0; i < Chunks.Count; i++)
            {
                Chunk chunk = Chunks[i];
                Batch<T> batch = Batch<T>.FromFeatures(
                    Floats.FromDoubles<T>(chunk.Features), chunk.Rows, chunk.Steps);
                pass.Forward(batch with { InitialStates = states });
                double[] output = Floats.ToDoubles(pass.Outputs);
                outputs.Add(output);
                states = pass.FinalStates.ToArray();
                checks.AddRange(Compare(model, chunk, i, output, Floats.ToDoubles<T>(states)));
                pass.AccumulateGradients = i > 0;
                pass.Backward(Floats.FromDoubles<T>(chunk.OutputGradient));
            }

            Dictionary<string, double[]> actual = binding.Read(WeightGradients.Keys, name => pass.GradientOf(name));
            checks.AddRange(Compare("grad ", actual));
            checks.AddRange(Compare("trainer ", Train(model, binding, outputs)));
            return checks;
        }

        /// <summary>
        /// The way that a trainer goes against the gradient: targets are such that the loss has the case's gradient.
        /// </summary>
        private Dictionary<string, double[]> Train<T>(Model<T> model, ModelBinding<T> binding, List<double[]> outputs)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Dictionary<string, double[]> before = binding.Read(WeightGradients.Keys, name => model.Parameters[name]);
            using var trainer = new Trainer<T>(model, new Sgd(1))
            {
                BatchSize = Chunks[0].Rows,
                Shuffle = false,
                Truncation = new Truncation(Chunks[0].Steps),
                AccumulationSteps = Chunks.Count,
            };
            Sample<T>[] rows = [.. Enumerable.Range(0, Chunks[0].Rows).Select(row => Row<T>(row, outputs))];
            trainer.Fit(rows);
            Dictionary<string, double[]> after = binding.Read(WeightGradients.Keys, name => model.Parameters[name]);
            return before.ToDictionary(
                static w => w.Key, w => w.Value.Zip(after[w.Key], static (old, moved) => old - moved).ToArray());
        }

        private Sample<T> Row<T>(int row, List<double[]> outputs)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var features = new List<double>();
            var targets = new List<double>();
            for (int i = 0; i < Chunks.Count; i++)
            {
                Chunk chunk = Chunks[i];
                features.AddRange(Part(chunk.Features, row, chunk.Rows));
                targets.AddRange(Part(outputs[i], row, chunk.Rows).Zip(
                    Part(chunk.OutputGradient, row, chunk.Rows), static (y, gradient) => y - (gradient / 2)));
            }

            return Sample<T>.FromFeatures(Floats.FromDoubles<T>([.. features]), Chunks.Sum(static chunk => chunk.Steps))
                with
            { Targets = Floats.FromDoubles<T>([.. targets]) };
        }

        private IEnumerable<Check> Compare(string kind, Dictionary<string, double[]> actual) => WeightGradients.Select(
            w => new Check(kind + w.Key, CheckKind.Gradient, w.Value.Error(actual[w.Key])));

        private static IEnumerable<Check> Compare<T>(
            Model<T> model, Chunk chunk, int index, double[] output, double[] states)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double[] outputInFile = Layout.Swap(output, chunk.Rows, chunk.Steps);
            double loss = output.Zip(chunk.OutputGradient, static (y, weight) => y * weight).Sum();
            yield return new Check($"output {index}", CheckKind.Forward, chunk.Output.Error(outputInFile));
            yield return new Check($"loss {index}", CheckKind.Forward, chunk.Loss.Error([loss]));
            int start = 0;
            foreach (Program.StateInfo state in model.Info.States)
            {
                int length = chunk.Rows * state.Size;
                yield return new Check(
                    $"{state.Name} {index}",
                    CheckKind.Forward,
                    chunk.Finals[state.Name].Error(states[start..(start + length)]));
                start += length;
            }
        }
    }
}
