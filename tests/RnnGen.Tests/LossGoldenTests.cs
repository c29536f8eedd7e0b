using System.Globalization;
using System.Numerics;
using System.Text.Json;
using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>Losses against PyTorch's.</summary>
public sealed class LossGoldenTests
{
    [GoldenFact]
    public void Evaluate_Double_EqualsPyTorch() => CheckAll<double>(2e-8, 2e-8);

    [GoldenFact]
    public void Evaluate_Float_EqualsPyTorch() => CheckAll<float>(1e-5, 5e-5);

    [GoldenFact]
    public void Evaluate_ClassifierAndTaggerLogits_GiveTheLoss()
    {
        foreach (JsonElement c in GoldenFiles.Cases("classifier_and_tagger"))
        {
            JsonElement logits = c.GetProperty("expect").GetProperty("logits");
            int width = GoldenFiles.Shape(logits)[^1];
            int ignored = c.GetProperty("config").GetProperty("ignore_index").GetInt32();
            var loss = Loss<double>.Create(new LossInfo { Kind = LossKind.CrossEntropy, IgnoreIndex = ignored }, width);
            double[] outputs = GoldenFiles.Floats(logits);
            double actual = loss.Evaluate(
                outputs, Integers(c.GetProperty("targets")), default, new double[outputs.Length / width], default);
            Assert.Equal(c.GetProperty("expect").GetProperty("loss").GetDouble(), actual, 2e-8);
        }
    }

    private static void CheckAll<T>(double tolerance, double gradientTolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        JsonElement[] cases = GoldenFiles.Cases("losses");
        Assert.NotEmpty(cases);
        foreach (JsonElement c in cases)
        {
            double[]? weight = GoldenFiles.Optional(c, "weight");
            JsonElement expect = c.GetProperty("expect");
            JsonElement expectedLoss = expect.GetProperty("loss");
            Result result = Run<T>(c, weight);
            double lossError = expectedLoss.ValueKind == JsonValueKind.Number
                ? GoldenFiles.Error([result.Loss], [expectedLoss.GetDouble()])
                : GoldenFiles.Error(result.Losses, GoldenFiles.Floats(expectedLoss));

            double[]? lossWeights = GoldenFiles.Optional(c, "loss_weights");
            if (lossWeights != null)
                result = Run<T>(c, weight == null ? lossWeights : [.. weight.Zip(lossWeights, (a, b) => a * b)]);
            double[] expectedGradient = GoldenFiles.Floats(expect.GetProperty("grad_input"));
            double gradientError = GoldenFiles.Error(result.Gradient, expectedGradient);
            string name = c.GetProperty("name").GetString()!;
            Assert.True(lossError <= tolerance, $"{name}: loss is off by {lossError}");
            Assert.True(gradientError <= gradientTolerance, $"{name}: gradient is off by {gradientError}");
        }
    }

    private static Result Run<T>(JsonElement c, double[]? weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] outputs = Convert<T>(GoldenFiles.Floats(c.GetProperty("input")));
        int width = GoldenFiles.Shape(c.GetProperty("input"))[^1];
        Loss<T> loss = Loss<T>.Create(Info(c), width);
        var gradient = new T[outputs.Length];
        var losses = new double[outputs.Length / width * loss.LossesPerVector];
        T[] factors = weights == null ? [] : Convert<T>(weights);
        JsonElement target = c.GetProperty("target");
        double value = loss.ReadsClasses
            ? loss.Evaluate(outputs, Integers(target), factors, losses, gradient)
            : loss.Evaluate(outputs, Convert<T>(GoldenFiles.Floats(target)), factors, losses, gradient);
        return new Result(value, losses, [.. gradient.Select(double.CreateChecked)]);
    }

    private static LossInfo Info(JsonElement c)
    {
        string name = c.GetProperty("loss").GetString()!;
        var info = new LossInfo
        {
            Kind = name switch
            {
                "bce_with_logits" => LossKind.BinaryCrossEntropy,
                "cross_entropy" => LossKind.CrossEntropy,
                "mse" => LossKind.MeanSquared,
                "l1" => LossKind.MeanAbsolute,
                _ => name.StartsWith("huber", StringComparison.Ordinal) ? LossKind.Huber : LossKind.SmoothL1,
            },
            Reduction = Enum.Parse<Reduction>(c.GetProperty("reduction").GetString()!, ignoreCase: true),
            ClassWeights = GoldenFiles.Optional(c, "class_weight"),
            PositiveWeights = GoldenFiles.Optional(c, "pos_weight"),
        };
        if (info.Kind is LossKind.Huber or LossKind.SmoothL1)
            return info with { Beta = double.Parse(name[^3..], CultureInfo.InvariantCulture) };
        if (info.Kind != LossKind.CrossEntropy)
            return info;
        return info with
        {
            IgnoreIndex = c.GetProperty("ignore_index").GetInt32(),
            LabelSmoothing = c.GetProperty("label_smoothing").GetDouble(),
        };
    }

    private static int[] Integers(JsonElement list) => list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().SelectMany(Integers)]
        : [list.GetInt32()];

    private static T[] Convert<T>(double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. values.Select(T.CreateChecked)];

    private sealed record Result(double Loss, double[] Losses, double[] Gradient);
}
