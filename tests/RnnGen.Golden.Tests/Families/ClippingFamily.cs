using System.Numerics;
using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>clipping: by norm and by value.</summary>
internal sealed class ClippingFamily : IFamily
{
    public GoldenCase Read(JsonElement @case)
    {
        JsonElement expect = @case.GetProperty("expect");
        bool byNorm = @case.Text("op") switch
        {
            "clip_grad_norm" => true,
            "clip_grad_value" => false,
            string other => throw new NotSupportedException($"There is no operation '{other}'."),
        };
        return new ClippingCase
        {
            Name = @case.Text("name"),
            Norm = byNorm ? KindOf(@case.GetProperty("norm_type").ToString()) : null,
            Limit = @case.Double(byNorm ? "max_norm" : "clip_value"),
            Gradients = Flat(@case.GetProperty("grads")),
            ExpectedNorm = expect.Member("total_norm")?.GetDouble(),
            Expected = Flat(expect.GetProperty("clipped")),
        };
    }

    private static NormKind KindOf(string norm) => norm switch
    {
        "2.0" or "2" => NormKind.Euclidean,
        "1.0" or "1" => NormKind.Sum,
        "inf" => NormKind.Largest,
        _ => throw new NotSupportedException($"There is no norm '{norm}'."),
    };

    private static double[] Flat(JsonElement tensors) => [.. tensors.EnumerateArray().SelectMany(t => t.Values())];

    private sealed class ClippingCase : GoldenCase
    {
        public required NormKind? Norm { get; init; }

        public required double Limit { get; init; }

        public required double[] Gradients { get; init; }

        public required double? ExpectedNorm { get; init; }

        public required double[] Expected { get; init; }

        public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
        {
            T[] gradients = Floats.FromDoubles<T>(Gradients);
            var checks = new List<Check>();
            if (Norm is { } kind)
            {
                double norm = Clipping.ByNorm<T>(gradients, Limit, kind);
                var expected = new TensorExpected([1], [ExpectedNorm ?? double.NaN]);
                checks.Add(new Check("norm", CheckKind.Forward, expected.Error([norm])));
            }
            else
            {
                Clipping.ByValue<T>(gradients, Limit);
            }

            double error = new TensorExpected([Expected.Length], Expected).Error(Floats.ToDoubles<T>(gradients));
            checks.Add(new Check("clipped", CheckKind.Gradient, error));
            return checks;
        }
    }
}
