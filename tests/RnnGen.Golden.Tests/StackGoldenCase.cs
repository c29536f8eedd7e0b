using System.Numerics;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests;

/// <summary>A case that is one evaluation of a stack of layers.</summary>
internal sealed class StackGoldenCase : GoldenCase
{
    private static readonly IBackend s_backend = new CpuBackend();

    /// <summary>The attributes, in order.</summary>
    public required IReadOnlyList<string> Stack { get; init; }

    public string? CellText { get; init; }

    /// <summary>What is computed.</summary>
    public required StackCase Case { get; init; }

    /// <summary>What must come out.</summary>
    public required StackExpectation Expected { get; init; }

    public override string Attributes => string.Join("\n", Stack);

    public override string? Cells => CellText;

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        bool evaluatesDropout = model.Info.DropoutSites.Count > 0 && !Case.Dropout;
        var checks = new List<Check>();
        if (model.Info.DropoutSites.Count == 0 || evaluatesDropout)
            checks.AddRange(Expected.Compare(Case, s_backend.Evaluate(model, Case, gradients: false)));
        if (!evaluatesDropout)
            checks.AddRange(Expected.Compare(Case, s_backend.Evaluate(model, Case, gradients: true)));
        return checks;
    }
}
