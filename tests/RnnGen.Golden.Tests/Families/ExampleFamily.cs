using System.Globalization;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>
/// seed_examples: a textbook's network step by step, and how a gradient fades where each step multiplies it by 0.9.
/// </summary>
internal sealed class ExampleFamily : IFamily
{
    private const string Decay = "gradient_decay_after_";
    private const double DecayFactor = 0.9;
    private const double HalfAPrintedDigit = 0.0005;

    public GoldenCase Read(JsonElement @case)
    {
        JsonElement expect = @case.GetProperty("expect");
        JsonElement inputs = @case.GetProperty("inputs");
        JsonProperty decay = expect.EnumerateObject().First(
            static member => member.Name.StartsWith(Decay, StringComparison.Ordinal));
        double[][] printed =
            [.. expect.GetProperty("printed_rounded_3").EnumerateArray().Select(static row => row.Doubles())];
        return new ExampleCase
        {
            Name = @case.Text("name"),
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = 1,
                Steps = inputs.Shape()[0],
                Features = inputs.Values(),
                Weights = Weights(
                    @case.GetProperty("W_x").Values(),
                    @case.GetProperty("W_h").Values(),
                    @case.GetProperty("b").Values()),
            },
            Units = @case.GetProperty("W_h").Shape()[0],
            Features = inputs.Shape()[1],
            Hidden = expect.GetProperty("hidden_states").Expected(),
            Printed = [.. printed.SelectMany(static row => row)],
            DecaySteps = int.Parse(decay.Name[Decay.Length..], CultureInfo.InvariantCulture),
            Decayed = decay.Value.GetDouble(),
        };
    }

    private static Dictionary<string, double[]> Weights(double[] input, double[] recurrent, double[] bias) => new()
    {
        [RecurrentText.Name + ".weight_ih_l0"] = input,
        [RecurrentText.Name + ".weight_hh_l0"] = recurrent,
        [RecurrentText.Name + ".bias_ih_l0"] = bias,
    };

    private sealed class ExampleCase : GoldenCase
    {
        private static readonly IBackend s_backend = new CpuBackend();

        public required StackCase Case { get; init; }

        public required int Units { get; init; }

        public required int Features { get; init; }

        public required IExpected Hidden { get; init; }

        /// <summary>The hidden states as the text prints them.</summary>
        public required double[] Printed { get; init; }

        public required int DecaySteps { get; init; }

        public required double Decayed { get; init; }

        public override string Attributes =>
            $"[Input({Features})]\n[SimpleRnn({Units}, Name = \"{RecurrentText.Name}\")]";

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            Model<T> model = create();
            double[] hidden = s_backend.Evaluate(model, Case, gradients: false).Output;
            yield return new Check("hidden states", CheckKind.Forward, Hidden.Error(hidden));
            double worst = hidden.Zip(Printed, static (h, printed) => Math.Abs(h - printed)).Max();
            yield return new Check("printed", CheckKind.Forward, Math.Max(0, worst - HalfAPrintedDigit));

            StackGradients gradients = s_backend.Evaluate(model, DecayCase(), gradients: true).Gradients!;
            double error = gradients.States.Values.Single().Max(value => Math.Abs(value - Decayed));
            yield return new Check("decay", CheckKind.Gradient, error);
        }

        /// <summary>Units at rest, where tanh has slope 1, that each feed back to themselves alone.</summary>
        private StackCase DecayCase()
        {
            var recurrent = new double[Units * Units];
            for (int unit = 0; unit < Units; unit++)
                recurrent[(unit * Units) + unit] = DecayFactor;
            string state = RecurrentText.States("h", layers: 1, bidirectional: false).Single();
            return new StackCase
            {
                Name = Case.Name,
                Rows = 1,
                Steps = DecaySteps,
                Features = new double[DecaySteps * Features],
                Weights = Weights(new double[Units * Features], recurrent, new double[Units]),
                OutputWeights = new double[DecaySteps * Units],
                StateWeights = new Dictionary<string, double[]> { [state] = [.. Enumerable.Repeat(1.0, Units)] },
            };
        }
    }
}
