using RnnGen.Testing;

namespace RnnGen.Ilgpu.Tests;

/// <summary>A model of a project that knows nothing of devices, given to one.</summary>
public sealed class MissingKernelsTests
{
    [Fact]
    public void Device_OfAModelWithoutKernels_SaysWhatToAddWhere()
    {
        Declaration declaration = Declaration.Of(["[Input(3)]", "[Lstm(4)]", "[Dense(2)]", "[MeanSquaredError]"],
            Precision.Single);
        using CompiledDeclarations compiled = DeclarationCompiler.CompileWithoutDevices(declaration);
        Model<float> model = compiled.Create<float>(declaration);
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        string version = typeof(IlgpuDevice).Assembly.GetName().Version!.ToString(3);
        foreach (Action use in (Action[])
            [() => model.Device = device, () => device.Prepare(model), () => model.CreatePass(device),
                () => _ = new Trainer<float>(model, new Adam(), device)])
        {
            MissingKernelsException e = Assert.Throws<MissingKernelsException>(use);
            Assert.Equal(
                "M has no kernels for devices: they are emitted where the project that declares it references "
                + $"RnnGen.Ilgpu. Add <PackageReference Include=\"RnnGen.Ilgpu\" Version=\"{version}\" /> to the "
                + ".csproj of Declarations0, which M was compiled in, and build it again. If it is there already, the "
                + "model is beyond devices, and the warning RNN0210 of that build says why.",
                e.Message);
            Assert.Equal(("M", "Declarations0"), (e.Model, e.Project));
        }

        Assert.Null(model.Device);
        Assert.Equal(0, device.UsedMemory);
    }
}
