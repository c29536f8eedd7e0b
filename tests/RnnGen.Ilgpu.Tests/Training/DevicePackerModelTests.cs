using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Training;
using RnnGen.Kernels;
using RnnGen.Program;

namespace RnnGen.Ilgpu.Tests.Training;

[Collection("accelerator")]
public sealed unsafe class DevicePackerModelTests
{
    [DeviceFact]
    public void Pack_OfModels_IsWhatTheHostPacksForDevices()
    {
        AssertPacks(new SmallGru(1));
        AssertPacks(new SmallTokens(1));
    }

    [DeviceFact]
    public void Collect_OfModels_IsWhatTheHostCollects()
    {
        AssertCollects(new SmallGru(1));
        AssertCollects(new SmallTokens(1));
    }

    private static void AssertPacks(Model<float> model)
    {
        ModelProgram<float> program = model.Program;
        KernelCache kernels = TrainingAccelerator.Get();
        int length = model.Parameters.Length;
        using var packer = new DevicePacker<float>(kernels, program.Layout, length, program.PackedLength);
        using var flat = new OnDevice<float>(kernels, model.Parameters.Flat.ToArray());
        using var packed = new OnDevice<float>(kernels, new float[program.PackedLength]);
        packer.Pack(flat.View, packed.View);
        fixed (float* parameters = model.Parameters.Flat)
        {
            float[] expected = new PackedMatrices<float>(program.Layout, program.PackedLength).Pack(parameters);
            Assert.Equal(expected, packed.Read());
        }
    }

    private static void AssertCollects(Model<float> model)
    {
        ModelProgram<float> program = model.Program;
        KernelCache kernels = TrainingAccelerator.Get();
        int length = model.Parameters.Length;
        float[] given = Numbers.Of<float>((int)program.GradientLength, 1), expected = new float[length];
        using var packer = new DevicePacker<float>(kernels, program.Layout, length, program.PackedLength);
        using var packed = new OnDevice<float>(kernels, given);
        using var flat = new OnDevice<float>(kernels, Numbers.Of<float>(length, 2));
        packer.Collect(packed.View, flat.View, adds: false);
        fixed (float* source = given, target = expected)
        {
            var sums = new SliceSums<float>(source, 0, 1, target, adds: true);
            foreach (GradientBlock block in program.Layout.Gradients)
                sums.Matrix(block, 0, block.Units);
            foreach (VectorBlock block in program.Layout.VectorGradients)
                sums.Vector(block);
        }

        Assert.Equal(expected, flat.Read());
    }
}
