using System.Text.Json;

namespace RnnGen.Golden.Tests.Families;

/// <summary>Makes an optimizer of PyTorch's name and settings.</summary>
internal static class OptimizerFactory
{
    public static Optimizer Create(string name, JsonElement config)
    {
        double lr = config.Double("lr", double.NaN);
        double decay = config.Double("weight_decay");
        double epsilon = config.Double("eps", 1e-8);
        double[] betas = config.Member("betas")?.Doubles() ?? [0.9, 0.999];
        bool amsGrad = config.Flag("amsgrad");
        return name switch
        {
            "SGD" => new Sgd(lr)
            {
                Momentum = config.Double("momentum"),
                Dampening = config.Double("dampening"),
                Nesterov = config.Flag("nesterov"),
                WeightDecay = decay,
            },
            "Adam" => new Adam(Or(lr, 1e-3))
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = epsilon,
                WeightDecay = decay,
                AmsGrad = amsGrad,
            },
            "AdamW" => new AdamW(Or(lr, 1e-3))
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = epsilon,
                WeightDecay = config.Double("weight_decay", 0.01),
                AmsGrad = amsGrad,
            },
            "RMSprop" => new RmsProp(Or(lr, 1e-2))
            {
                Alpha = config.Double("alpha", 0.99),
                Epsilon = epsilon,
                Momentum = config.Double("momentum"),
                Centered = config.Flag("centered"),
                WeightDecay = decay,
            },
            "Adagrad" => new Adagrad(Or(lr, 1e-2))
            {
                LearningRateDecay = config.Double("lr_decay"),
                InitialAccumulator = config.Double("initial_accumulator_value"),
                Epsilon = config.Double("eps", 1e-10),
                WeightDecay = decay,
            },
            "Adadelta" => new Adadelta(Or(lr, 1))
            {
                Rho = config.Double("rho", 0.9),
                Epsilon = config.Double("eps", 1e-6),
                WeightDecay = decay,
            },
            "Adamax" => new Adamax(Or(lr, 2e-3))
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = epsilon,
                WeightDecay = decay,
            },
            "NAdam" => new NAdam(Or(lr, 2e-3))
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = epsilon,
                WeightDecay = decay,
                MomentumDecay = config.Double("momentum_decay", 0.004),
            },
            "RAdam" => new RAdam(Or(lr, 1e-3))
            {
                Beta1 = betas[0],
                Beta2 = betas[1],
                Epsilon = epsilon,
                WeightDecay = decay,
            },
            _ => throw new NotSupportedException($"There is no optimizer '{name}'."),
        };
    }

    private static double Or(double value, double missing) => double.IsNaN(value) ? missing : value;
}
