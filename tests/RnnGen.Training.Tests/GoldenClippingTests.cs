using System.Numerics;
using System.Text.Json;

namespace RnnGen.Training.Tests;

public sealed class GoldenClippingTests
{
    [GoldenFact("clipping")]
    public void Clip_Float64_MatchesPyTorch() => CheckAll<double>(2e-8);

    [GoldenFact("clipping")]
    public void Clip_Float32_MatchesPyTorch() => CheckAll<float>(1e-6);

    private static void CheckAll<T>(double bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (JsonElement c in GoldenFile.Cases("clipping")!)
        {
            string name = c.GetProperty("name").GetString()!;
            T[] gradients = [.. GoldenFile.Flat(c.GetProperty("grads")).Select(T.CreateTruncating)];
            JsonElement expect = c.GetProperty("expect");
            if (c.GetProperty("op").GetString() == "clip_grad_value")
            {
                Clipping.ByValue<T>(gradients, c.GetProperty("clip_value").GetDouble());
            }
            else
            {
                NormKind kind = c.GetProperty("norm_type").GetString() switch
                {
                    "1.0" => NormKind.Sum,
                    "inf" => NormKind.Largest,
                    _ => NormKind.Euclidean,
                };
                double norm = Clipping.ByNorm<T>(gradients, c.GetProperty("max_norm").GetDouble(), kind);
                double normError = GoldenFile.Error([norm], [expect.GetProperty("total_norm").GetDouble()]);
                Assert.True(normError <= bound, $"{name}: norm {normError:e2}");
            }

            double[] clipped = [.. gradients.Select(double.CreateTruncating)];
            double error = GoldenFile.Error(clipped, GoldenFile.Flat(expect.GetProperty("clipped")));
            Assert.True(error <= bound, $"{name}: {error:e2}");
        }
    }
}
