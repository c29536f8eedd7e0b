using System.Numerics;
using RnnGen.Program;

namespace RnnGen.Tests;

/// <summary>A model over <see cref="IndependentRnn{T}"/>.</summary>
internal sealed class RnnModel<T>(RnnOptions options, ulong seed = 1)
    : Model<T>(new IndependentRnn<T>(options.ToInfo(), options.Inputs), seed)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>What a test model looks like.</summary>
internal sealed record RnnOptions
{
    public int Inputs { get; init; } = 3;

    public int Units { get; init; } = 5;

    public int Vocabulary { get; init; }

    public int FixedSteps { get; init; }

    public bool PerStep { get; init; } = true;

    public bool IsCausal { get; init; } = true;

    public double Dropout { get; init; }

    public DropoutKind DropoutKind { get; init; }

    public double Initial { get; init; }

    public LossInfo? Loss { get; init; } = new() { Kind = LossKind.MeanSquared };

    public ModelInfo ToInfo()
    {
        var parameters = new List<ParameterInfo>();
        long offset = 0;
        void Add(string name, int rows, int columns, InitialKind kind, double value)
        {
            parameters.Add(new ParameterInfo(name, offset, rows, columns, [new InitialBlock(rows, kind, value)]));
            offset += parameters[^1].Length;
        }

        if (Vocabulary > 0)
            Add("embedding.weight", Vocabulary, Inputs, InitialKind.Normal, 1);
        Add("cell.weight_ih", Units, Inputs, InitialKind.Uniform, 0.7);
        Add("cell.weight_hh", Units, 0, InitialKind.Uniform, 0.7);
        Add("cell.bias", Units, 0, InitialKind.Constant, 0.1);
        return new ModelInfo
        {
            Name = "TestRnn",
            Axes = [new AxisInfo("time", FixedSteps)],
            Inputs = [new InputInfo("x", 0, true, Vocabulary > 0 ? 0 : Inputs, Vocabulary)],
            Heads = [new HeadInfo("y", 0, PerStep, Units, Loss, 1)],
            IsCausal = IsCausal,
            Layers = [new LayerInfo("cell", $"Independent({Units})", $"[B, T, {Units}]", offset)],
            Parameters = parameters,
            States = [new StateInfo("cell.h", Units, Initial)],
            DropoutSites = Dropout > 0
                ? [new DropoutSite("cell.dropout", Units, Dropout, !PerStep, DropoutKind)] : [],
            TokenTables = Vocabulary > 0 ? [new TokenTable(0, 0)] : [],
        };
    }
}
