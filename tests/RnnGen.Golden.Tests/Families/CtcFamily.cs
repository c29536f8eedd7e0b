using System.Globalization;
using System.Numerics;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>ctc: logits as the input, and the loss; the gradient is that of the losses' sum.</summary>
internal sealed class CtcFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement expect = @case.GetProperty("expect");
        JsonElement logits = @case.GetProperty("logits_TBC");
        int[] shape = logits.Shape();
        string zeroes = @case.Flag("zero_infinity") ? "true" : "false";
        return new CtcGoldenCase
        {
            Name = @case.Text("name"),
            Declared = string.Create(
                CultureInfo.InvariantCulture,
                $"[Input({shape[2]})]\n[Ctc(Blank = {@case.Int("blank")}, ZeroInfinity = {zeroes})]"),
            Case = new StackCase
            {
                Name = @case.Text("name"),
                Rows = shape[1],
                Steps = shape[0],
                Lengths = @case.GetProperty("input_lengths").Ints(),
                Features = Layout.Swap(logits.Values(), shape[0], shape[1]),
                Classes = @case.GetProperty("targets_BS").Ints(),
                ClassCounts = @case.GetProperty("target_lengths").Ints(),
                Weights = new Dictionary<string, double[]>(),
            },
            PerSequence = expect.GetProperty("per_sequence").Expected(),
            Mean = expect.GetProperty("mean").Expected(),
            Sum = expect.GetProperty("sum").Expected(),
            SumGradient = expect.GetProperty("grad_of_sum_logits").Expected(),
        };
    }

    private sealed class CtcGoldenCase : GoldenCase
    {
        private static readonly IBackend s_backend = new CpuBackend();

        public required string Declared { get; init; }

        public required StackCase Case { get; init; }

        public required IExpected PerSequence { get; init; }

        public required IExpected Mean { get; init; }

        public required IExpected Sum { get; init; }

        public required IExpected SumGradient { get; init; }

        public override string Attributes => Declared;

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            Model<T> model = create();
            StackResult mean = s_backend.Evaluate(model, Case, gradients: false);
            yield return new Check("mean", CheckKind.Forward, Mean.Error([mean.Loss ?? double.NaN]));
            yield return new Check("losses", CheckKind.Forward, PerSequence.Error(mean.Losses ?? []));
            yield return new Check("sum", CheckKind.Forward, Sum.Error([mean.Losses!.Sum()]));

            // The mean's gradient, weighted so that it is the sum's.
            double[] factors = [.. Case.ClassCounts!.Select(count => (double)Math.Max(1, count) * Case.Rows)];
            StackResult sum = s_backend.Evaluate(model, Case with { SampleWeights = factors }, gradients: true);
            double[] gradient = Layout.Swap(sum.Gradients?.Input ?? [], Case.Rows, Case.Steps);
            yield return new Check("grad logits", CheckKind.Gradient, SumGradient.Error(gradient));
        }
    }
}
