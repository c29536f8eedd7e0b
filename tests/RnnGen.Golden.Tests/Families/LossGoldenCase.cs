using System.Numerics;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>A loss: its value from one evaluation, its gradient from one whose losses are weighted.</summary>
internal sealed class LossGoldenCase : GoldenCase
{
    private static readonly IBackend s_backend = new CpuBackend();

    public required string Declared { get; init; }

    public required StackCase Case { get; init; }

    /// <summary>The case whose gradient the file gives: d sum(loss * loss_weights) / d input.</summary>
    public required StackCase GradientCase { get; init; }

    public required IExpected Loss { get; init; }

    public required bool IsReduced { get; init; }

    public required IExpected InputGradient { get; init; }

    public override string Attributes => Declared;

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        StackResult value = s_backend.Evaluate(model, Case, gradients: true);
        yield return new Check(
            "loss", CheckKind.Forward, Loss.Error(IsReduced ? [value.Loss ?? double.NaN] : value.Losses ?? []));
        StackResult gradient = s_backend.Evaluate(model, GradientCase, gradients: true);
        yield return new Check(
            "grad input", CheckKind.Gradient, InputGradient.Error(gradient.Gradients?.Input ?? []));
    }
}
