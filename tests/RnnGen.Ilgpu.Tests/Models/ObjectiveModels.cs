using RnnGen.Symbolic;
using static RnnGen.Symbolic.Functions;

namespace RnnGen.Ilgpu.Tests.Models;

/// <summary>Every kind of function that an objective may have, a step at a time.</summary>
[RnnModel]
[Input(3)]
[Gru(5)]
[Dense(2)]
[Objective(nameof(Bent))]
public sealed partial class BentObjective
{
    private static Seq Bent(Seq y, Seq target)
    {
        var (d, rate) = (y - target, 0.5 + Square(target));
        var bent = Softplus(rate * d) + Gelu(d) / (1 + Exp(-y)) - LogSigmoid(y * 2);
        return bent + Sqrt(1 + Square(d)) + Log(1 + Abs(y)) * Tanh(y) + Max(y, target) - -Elu(y) + Relu(d);
    }
}

[RnnModel(Precision = Precision.Double)]
[Input(3)]
[Gru(5)]
[Dense(2)]
[Objective(nameof(Bent))]
public sealed partial class DoubleObjective
{
    private static Seq Bent(Seq y, Seq target)
        => Softplus(y - target) * Square(target) + Min(0.5, Abs(y - target)) - LogSigmoid(-3 * y);
}

/// <summary>A sum over whole sequences.</summary>
[RnnModel]
[Input(3)]
[Lstm(4)]
[LastStep]
[Dense(3)]
[Objective(nameof(Pinball), Reduction = Reduction.Sum)]
public sealed partial class PinballObjective
{
    private const double Level = 0.9;

    private static Vec Pinball(Vec output, Vec target)
        => Max(Level * (target - output), (Level - 1) * (target - output));
}

/// <summary>An objective beside a loss that is built in, each with a weight.</summary>
[RnnModel]
public sealed partial class PairObjective
{
    [Gru(5)] private static partial Recurrence Encode(Seq x);
    [Dense(2)] private static partial Seq Emit(Seq h);
    [Dense(1)] private static partial Vec Judge(Vec h);

    [Forward, MeanSquaredError(Weight = 0.7), Objective(nameof(Cosh), Of = "end", Weight = 0.3)]
    private static (Seq Steps, Vec end) Outputs([Input(3)] Seq x)
    {
        var r = Encode(x);
        return (Emit(r.Outputs), Judge(r.Last));
    }

    private static Vec Cosh(Vec output, Vec target) => Exp(output - target) + Exp(target - output) - 2;
}

/// <summary>A loss that a target alone can make infinite, its gradient finite.</summary>
[RnnModel]
[Input(3)]
[SimpleRnn(4)]
[LastStep]
[Dense(1)]
[Objective(nameof(Offset))]
public sealed partial class OffsetObjective
{
    private static Vec Offset(Vec output, Vec target) => Square(output) + target;
}
