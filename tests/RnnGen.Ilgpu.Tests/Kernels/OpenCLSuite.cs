using System.Numerics;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Program;

namespace RnnGen.Ilgpu.Tests.Kernels;

/// <summary>The library's kernels on an OpenCL device: PoCL, where there is no other.</summary>
[Collection(DeviceCollection.Name)]
public abstract class OpenCLSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static KernelCache Device => TestAccelerator.OpenCL;

    [OpenCLFact]
    public void Product_OddSizesInEveryForm_EqualsPlainLoops() => EachForm(static form =>
    {
        foreach (int n in (int[])[0, 1, 2, 7, 33, 130])
        {
            foreach (ProductShape shape in (ProductShape[])
                [new(1, 1, 1, 16), new(3, 5, 4, 16), new(16, 17, 1, 32), new(67, 70, 3, 80), new(130, 16, 2, 16)])
            {
                foreach (ProductCases<T>.Start start in Enum.GetValues<ProductCases<T>.Start>())
                    ProductCases<T>.Product(Device, shape, n, start, form);
            }
        }
    });

    [OpenCLFact]
    public void Product_LargeInEveryForm_EqualsPlainLoops() => EachForm(static form =>
        ProductCases<T>.Product(Device, new(67, 61, 4, 64), 1029, ProductCases<T>.Start.Bias, form));

    [OpenCLFact]
    public void AccumulateWeights_OddSizesInEveryForm_EqualsPlainLoops() => EachForm(static form =>
    {
        foreach (int n in (int[])[0, 1, 5, 64, 259])
        {
            foreach ((int k, int width) in ((int, int)[])[(1, 16), (5, 32), (17, 48), (66, 80)])
            {
                ProductCases<T>.AccumulateWeights(Device, n, k, width, hasBias: true, form);
                ProductCases<T>.AccumulateWeights(Device, n, k, width, hasBias: false, form);
            }
        }
    });

    [OpenCLFact]
    public void AccumulateWeights_ManyRowsInEveryForm_EqualsPlainLoops() => EachForm(static form =>
    {
        ProductCases<T>.AccumulateWeights(Device, 20_011, 3, 16, hasBias: true, form);
        ProductCases<T>.AccumulateWeights(Device, 2051, 40, 128, hasBias: true, form);
        ProductCases<T>.AccumulateWeights(Device, 200, 130, 512, hasBias: false, form);
    });

    [OpenCLFact]
    public void AddSums_InEveryForm_EqualsPlainLoops() => EachForm(static form =>
    {
        foreach (int n in (int[])[0, 1, 130, 9001])
        {
            ProductCases<T>.AddSums(Device, n, 1, form);
            ProductCases<T>.AddSums(Device, n, 37, form);
        }
    });

    [OpenCLFact]
    public void Rows_EqualPlainLoops()
    {
        foreach (int width in (int[])[1, 7, 16, 130])
        {
            foreach (int n in (int[])[0, 1, 77])
            {
                RowsCases<T>.Fill(Device, n, width);
                RowsCases<T>.Clear(Device, n * width);
                RowsCases<T>.Copy(Device, n * width);
                RowsCases<T>.CopyColumns(Device, n, width, adds: false);
                RowsCases<T>.CopyColumns(Device, n, width, adds: true);
            }

            RowsCases<T>.FinalAndInitial(Device, width);
            foreach (bool adds in (bool[])[false, true])
            {
                RowsCases<T>.TakeAndPutRows(Device, width, adds);
                RowsCases<T>.Reverse(Device, width, adds);
            }
        }
    }

    [OpenCLFact]
    public void Positions_EqualPlainLoops()
    {
        RowsCases<T>.GatherAndScatter(Device, 1);
        RowsCases<T>.GatherAndScatter(Device, 35);
    }

    [OpenCLFact]
    public void Embeddings_EqualPlainLoops()
    {
        RowsCases<T>.GatherRows(Device, 1, 16);
        RowsCases<T>.GatherRows(Device, 35, 48);
    }

    [OpenCLFact]
    public void Attention_InEveryForm_EqualsTheHosts() => EachForm(static form =>
    {
        foreach (bool isAdditive in (bool[])[false, true])
        {
            foreach ((int size, int width) in ((int, int)[])[(1, 1), (5, 7), (16, 33), (67, 40)])
                AttentionCases<T>.Run(Device, isAdditive, size, width, axis: 1, memoryAxis: 0, form);
            AttentionCases<T>.Run(Device, isAdditive, 8, 9, axis: 0, memoryAxis: 1, form);
            AttentionCases<T>.Run(Device, isAdditive, 9, 8, axis: 0, memoryAxis: 0, form);
            AttentionCases<T>.Run(Device, isAdditive, 8, 8, axis: 1, memoryAxis: 2, form);
        }
    });

    private static void EachForm(Action<KernelForm> action)
    {
        foreach (KernelForm form in Enum.GetValues<KernelForm>())
            action(form);
    }
}
