using System.Numerics;
using System.Text.Json;

namespace RnnGen.Training.Tests;

public sealed class GoldenOptimizerTests
{
    [GoldenFact("optimizers")]
    public void Update_Float64_MatchesPyTorch() => CheckAll<double>(2e-8);

    [GoldenFact("optimizers")]
    public void Update_Float32_MatchesPyTorch() => CheckAll<float>(5e-5);

    private static void CheckAll<T>(double bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var failures = new List<string>();
        foreach (JsonElement c in GoldenFile.Cases("optimizers")!)
        {
            double error = WorstError<T>(c);
            if (!(error <= bound))
                failures.Add($"{c.GetProperty("name")}: {error:e2}");
        }

        Assert.True(failures.Count == 0, string.Join("; ", failures));
    }

    private static double WorstError<T>(JsonElement c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Optimizer optimizer = Create(c.GetProperty("optimizer").GetString()!, c.GetProperty("config"));
        T[] parameters = Convert<T>(GoldenFile.Flat(c.GetProperty("initial")));
        OptimizerState<T> state = optimizer.CreateState<T>(parameters.Length);
        JsonElement[] gradients = [.. c.GetProperty("gradients_per_step").EnumerateArray()];
        JsonElement[] expected =
            [.. c.GetProperty("expect").GetProperty("parameters_after_each_step").EnumerateArray()];
        double worst = 0;
        for (int step = 0; step < gradients.Length; step++)
        {
            optimizer.Update<T>(parameters, Convert<T>(GoldenFile.Flat(gradients[step])), state);
            double[] actual = [.. parameters.Select(double.CreateTruncating)];
            double error = GoldenFile.Error(actual, GoldenFile.Flat(expected[step]));
            worst = error > worst || double.IsNaN(error) ? error : worst;
        }

        return worst;
    }

    private static Optimizer Create(string name, JsonElement config)
    {
        double Get(string key) => config.TryGetProperty(key, out JsonElement value) ? value.GetDouble() : 0;
        bool Is(string key) => config.TryGetProperty(key, out JsonElement value) && value.GetBoolean();
        double Beta(int index) => config.GetProperty("betas")[index].GetDouble();
        double rate = Get("lr"), decay = Get("weight_decay"), epsilon = Get("eps");
        return name switch
        {
            "SGD" => new Sgd(rate)
            {
                Momentum = Get("momentum"),
                Dampening = Get("dampening"),
                Nesterov = Is("nesterov"),
                WeightDecay = decay,
            },
            "Adam" => new Adam(rate)
            {
                Beta1 = Beta(0),
                Beta2 = Beta(1),
                Epsilon = epsilon,
                AmsGrad = Is("amsgrad"),
                WeightDecay = decay,
            },
            "AdamW" => new AdamW(rate)
            {
                Beta1 = Beta(0),
                Beta2 = Beta(1),
                Epsilon = epsilon,
                AmsGrad = Is("amsgrad"),
                WeightDecay = decay,
            },
            "RMSprop" => new RmsProp(rate)
            {
                Alpha = Get("alpha"),
                Epsilon = epsilon,
                Momentum = Get("momentum"),
                Centered = Is("centered"),
                WeightDecay = decay,
            },
            "Adagrad" => new Adagrad(rate)
            {
                LearningRateDecay = Get("lr_decay"),
                InitialAccumulator = Get("initial_accumulator_value"),
                Epsilon = epsilon,
                WeightDecay = decay,
            },
            "Adadelta" => new Adadelta(rate) { Rho = Get("rho"), Epsilon = epsilon, WeightDecay = decay },
            "Adamax" => new Adamax(rate)
            {
                Beta1 = Beta(0),
                Beta2 = Beta(1),
                Epsilon = epsilon,
                WeightDecay = decay,
            },
            "NAdam" => new NAdam(rate)
            {
                Beta1 = Beta(0),
                Beta2 = Beta(1),
                Epsilon = epsilon,
                WeightDecay = decay,
                MomentumDecay = Get("momentum_decay"),
            },
            "RAdam" => new RAdam(rate)
            {
                Beta1 = Beta(0),
                Beta2 = Beta(1),
                Epsilon = epsilon,
                WeightDecay = decay,
            },
            _ => throw new NotSupportedException(name),
        };
    }

    private static T[] Convert<T>(double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => [.. values.Select(T.CreateTruncating)];
}
