namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>Tiny runs on ILGPU's simulator, where every machine can watch a kernel.</summary>
[Collection(DeviceCollection.Name)]
public sealed class CpuAcceleratorTests
{
    private static KernelCache Device => TestAccelerator.Cpu;

    [Fact]
    public void Products_EqualPlainLoops()
    {
        ProductCases<float>.Product(Device, new(3, 5, 2, 16), n: 3, ProductCases<float>.Start.Bias);
        ProductCases<double>.Product(Device, new(2, 9, 1, 16), n: 2, ProductCases<double>.Start.Target);
        ProductCases<float>.AccumulateWeights(Device, n: 5, k: 3, width: 16, hasBias: true);
        ProductCases<double>.AddSums(Device, n: 7, width: 5);
    }

    [Fact]
    public void Rows_EqualPlainLoops()
    {
        RowsCases<float>.Fill(Device, n: 3, width: 5);
        RowsCases<float>.Clear(Device, 7);
        RowsCases<float>.Copy(Device, 7);
        RowsCases<float>.CopyColumns(Device, n: 3, width: 5, adds: true);
        RowsCases<float>.FinalAndInitial(Device, stride: 3);
        RowsCases<float>.TakeAndPutRows(Device, width: 3, adds: true);
        RowsCases<float>.Reverse(Device, width: 2, adds: false);
        RowsCases<float>.GatherAndScatter(Device, width: 2);
        RowsCases<float>.GatherRows(Device, width: 2, stride: 3);
    }

    [Fact]
    public void Attention_EqualsTheHosts()
    {
        AttentionCases<float>.Run(Device, isAdditive: true, size: 2, width: 3, axis: 1, memoryAxis: 0);
        AttentionCases<double>.Run(Device, isAdditive: false, size: 2, width: 3, axis: 1, memoryAxis: 0);
    }
}
