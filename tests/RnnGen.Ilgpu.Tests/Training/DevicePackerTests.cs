using System.Numerics;
using RnnGen.Ilgpu.Training;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed class DevicePackerTests
{
    // Two gates of 5 units with K = 3, the backward product of both, and two biases at one place.
    private static WeightLayout Layout(int lanes) => new()
    {
        Panels =
        [
            PanelBlock.Forward(0, 3, 5, 3, 0, 0, 2),
            PanelBlock.Forward(15, 3, 5, 3, 0, 1, 2),
            PanelBlock.Transposed(0, 3, 5, 3, 6 * lanes, 0, 2 * lanes),
            PanelBlock.Transposed(15, 3, 5, 3, 6 * lanes, lanes, 2 * lanes),
        ],
        Vectors = [new(30, 5, (6 * lanes) + (2 * lanes * lanes)), new(35, 5, (6 * lanes) + (2 * lanes * lanes))],
        Gradients =
        [
            new(0, 2 * lanes, 0, 3, 5, 3), new(lanes, 2 * lanes, 15, 3, 5, 3),
            new(6 * lanes, 2 * lanes, 0, 3, 5, 3), new(12 * lanes, lanes, 0, 3, 5, 3),
        ],
        VectorGradients = [new(30, 5, 15 * lanes), new(35, 5, 15 * lanes), new(30, 5, 16 * lanes)],
    };

    [DeviceTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pack_PlacesWeightsAsProductsReadThem(bool isCpu)
    {
        AssertPacks<float>(isCpu);
        AssertPacks<double>(isCpu);
    }

    [DeviceTheory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Collect_SumsSharedPlacesInTheLayoutsOrder(bool isCpu, bool adds)
    {
        AssertCollects<float>(isCpu, adds);
        AssertCollects<double>(isCpu, adds);
    }

    private static unsafe void AssertPacks<T>(bool isCpu)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = 64 / sizeof(T);
        int length = (8 * lanes) + (2 * lanes * lanes);
        T[] weights = Numbers.Of<T>(41, 1);
        KernelCache kernels = TrainingAccelerator.Get(isCpu);
        using var packer = new DevicePacker<T>(kernels, Layout(lanes), weights.Length, length);
        using var flat = new OnDevice<T>(kernels, weights);
        using var packed = new OnDevice<T>(kernels, Numbers.Of<T>(length, 2));
        packer.Pack(flat.View, packed.View);

        var expected = new T[length];
        for (int gate = 0; gate < 2; gate++)
        {
            for (int unit = 0; unit < 5; unit++)
            {
                for (int k = 0; k < 3; k++)
                {
                    T weight = weights[(gate * 15) + (unit * 3) + k];
                    expected[(k * 2 * lanes) + (gate * lanes) + unit] = weight;
                    expected[(6 * lanes) + (((gate * lanes) + unit) * lanes) + k] = weight;
                }

                expected[(6 * lanes) + (2 * lanes * lanes) + unit] = weights[30 + unit] + weights[35 + unit];
            }
        }

        Assert.Equal(expected, packed.Read());
    }

    private static unsafe void AssertCollects<T>(bool isCpu, bool adds)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int lanes = 64 / sizeof(T);
        WeightLayout layout = Layout(lanes);
        T[] before = Numbers.Of<T>(41, 3), given = Numbers.Of<T>(17 * lanes, 4);
        KernelCache kernels = TrainingAccelerator.Get(isCpu);
        using var packer = new DevicePacker<T>(
            kernels, layout, before.Length, (8 * lanes) + (2 * lanes * lanes));
        using var gradients = new OnDevice<T>(kernels, before);
        using var packed = new OnDevice<T>(kernels, given);
        packer.Collect(packed.View, gradients.View, adds);

        T[] expected = adds ? [.. before] : new T[before.Length];
        foreach (GradientBlock block in layout.Gradients)
        {
            for (int unit = 0; unit < block.Units; unit++)
            {
                for (int k = 0; k < block.K; k++)
                {
                    expected[block.Weights + (unit * block.RowLength) + k] +=
                        given[block.Packed + (k * block.Stride) + unit];
                }
            }
        }

        foreach (VectorBlock block in layout.VectorGradients)
        {
            for (int unit = 0; unit < block.Units; unit++)
                expected[block.Weights + unit] += given[block.Packed + unit];
        }

        Assert.Equal(expected, gradients.Read());
    }
}
