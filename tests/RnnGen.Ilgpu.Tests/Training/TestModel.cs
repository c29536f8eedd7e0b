using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

/// <summary>Models of tensors alone, for what reads nothing else.</summary>
internal static class TestModel
{
    public static ModelInfo Of(
        ParameterInfo[] parameters, InputInfo[]? inputs = null, TokenTable[]? tables = null) => new()
        {
            Name = "Tensors",
            Axes = [],
            Inputs = inputs ?? [],
            Heads = [],
            IsCausal = true,
            Layers = [],
            Parameters = parameters,
            States = [],
            DropoutSites = [],
            TokenTables = tables ?? [],
        };
}
