using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>A device that is disposed of leaves what it has moved with the host, and says its name from then on.</summary>
public sealed class DisposedDeviceTests
{
    private static readonly Batch<float> s_batch = Batch<float>.FromTokens(new[] { 3 }, rows: 1, steps: 1) with
    {
        Classes = new[] { 2 },
    };

    [Fact]
    public void Dispose_BehindSteps_BringsParametersAndStateToTheHost()
    {
        SmallTokens host = new(1), model = new(1);
        using var expected = new TrainingStep<float>(host, new Adam(0.01));
        IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        var step = new TrainingStep<float>(model, new Adam(0.01), device);
        for (int i = 0; i < 2; i++)
        {
            expected.Run(s_batch);
            step.Run(s_batch);
        }

        device.Dispose();
        Agreement.Close(host, model);
        Agreement.Close<float>(expected.State.Buffers, step.State.Buffers, "state");
        AssertNamed(device, () => step.Run(s_batch));
        AssertNamed(device, () => step.Pass.Gradients.Clear());
        step.Dispose();
        Agreement.Close<float>(host.Forward(s_batch).Values, model.Forward(s_batch).Values, "output");
    }

    /// <summary>What another device has moved since is that one's to bring.</summary>
    [Fact]
    public void Dispose_OfADeviceThatDidNotMoveLast_LeavesTheParametersWhereTheyAre()
    {
        SmallTokens host = new(1), model = new(1);
        using TrainingStep<float> one = new(host, new Adam(0.01)), other = new(host, new Adam(0.01));
        one.Run(s_batch);
        other.Run(s_batch);
        IlgpuDevice first = IlgpuDevice.Open(IlgpuKind.Cpu), second = IlgpuDevice.Open(IlgpuKind.Cpu);
        using TrainingStep<float> before = new(model, new Adam(0.01), first), last = new(model, new Adam(0.01), second);
        before.Run(s_batch);
        last.Run(s_batch);
        first.Dispose();
        Assert.True(model.Parameters.IsElsewhere);
        second.Dispose();
        Assert.False(model.Parameters.IsElsewhere);
        Agreement.Close(host, model);
    }

    [Fact]
    public void Dispose_BehindATrainer_LeavesAModelOfTheProcessor()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
            var model = new SmallTokens(1) { Device = device };
            float[] before = model.Parameters.Flat.ToArray();
            var trainer = new Trainer<float>(model, new Adam(0.01)) { BatchSize = 1 };
            Sample<float>[] samples = [Sample<float>.FromTokens(new[] { 3 }) with { Class = 2 }];
            trainer.Fit(samples, epochs: 2);
            _ = model.Predict(new[] { 3 });
            device.Dispose();
            model.Save(path);
            trainer.SaveCheckpoint(path + ".run");
            AssertNamed(device, () => model.Predict(new[] { 3 }));
            AssertNamed(device, () => model.CreatePass());
            AssertNamed(device, () => _ = device.FreeMemory);
            trainer.Dispose();
            model.Device = null;
            var loaded = new SmallTokens(2);
            loaded.Load(path);
            Assert.NotEqual(before, loaded.Parameters.Flat.ToArray());
            Assert.Equal($"{loaded.Predict(new[] { 3 })}", $"{model.Predict(new[] { 3 })}");
            AssertNamed(device, () => model.Device = device);
        }
        finally
        {
            File.Delete(path);
            File.Delete(path + ".run");
        }
    }

    /// <summary>What a failed device does not give back is missed, and not passed off as what it was before.</summary>
    [Fact]
    public void Dispose_OfAFailedDevice_SaysWhatIsLost()
    {
        IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        var model = new SmallTokens(1);
        float[] before = model.Parameters.Flat.ToArray();
        var step = new TrainingStep<float>(model, new Adam(0.01), device);
        step.Run(s_batch);
        device.Kernels.Waiting = static () => throw new CLException(CLError.CL_OUT_OF_RESOURCES);
        Assert.Throws<DeviceException>(device.Dispose);
        device.Dispose();
        step.Dispose();
        ObjectDisposedException e = AssertNamed(device, () => model.Parameters.Flat.Clear());
        Assert.Contains("The parameters of SmallTokens had moved on", e.Message);
        model.Parameters.Replace(before);
        Assert.Equal(before, model.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Dispose_OfAStep_LeavesNothingForTheDeviceToBringBack()
    {
        using IlgpuDevice device = IlgpuDevice.Open(IlgpuKind.Cpu);
        var model = new SmallTokens(1);
        using (new TrainingStep<float>(model, new Adam(0.01), device))
            Assert.Equal(1, device.Kernels.Residents.Count);
        Assert.Equal(0, device.Kernels.Residents.Count);
    }

    private static ObjectDisposedException AssertNamed(IlgpuDevice device, Action use)
    {
        var e = Assert.Throws<ObjectDisposedException>(use);
        Assert.Equal(device.Name, e.ObjectName);
        Assert.Contains(device.Name, e.Message);
        return e;
    }
}
