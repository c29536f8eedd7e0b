namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>Tests that share an accelerator run one after another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DeviceCollection
{
    public const string Name = "accelerator";
}
