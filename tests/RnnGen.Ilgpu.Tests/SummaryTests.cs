using RnnGen.Ilgpu.Program;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests;

/// <summary>What a model's summary says of the device that it is computed on.</summary>
[Collection(DeviceCollection.Name)]
public sealed class SummaryTests
{
    private const int NearFloats = 64 * 1024;

    [OpenCLFact]
    public void Summary_OfAModelWithADevice_SaysHowItsTimeLoopsRun()
    {
        IlgpuDevice device = TestAccelerator.OpenCLDevice;
        var model = new SmallGru(1);
        string before = model.ToString();
        try
        {
            model.Device = device;
            device.Plan = LoopPlan.Stepped;
            const string Loops = "gru_l0, gru_l0_reverse, gru_l1, gru_l1_reverse";
            Assert.Equal(
                $"{before}on {device.Name}\ntime loops: {Loops}: a launch an instruction and step\n", model.ToString());
            device.Plan = LoopPlan.OneLaunch;
            Assert.Equal(
                $"{before}on {device.Name}\ntime loops: {Loops}: one launch for all steps\n", model.ToString());
        }
        finally
        {
            device.Plan = LoopPlan.Automatic;
        }

        model.Device = null;
        Assert.Equal(before, model.ToString());
    }

    [Fact]
    public void Loops_ThatReadOtherRows_AreNeverOneLaunch()
    {
        var program = (DeviceProgram<float>)new DecoderKernels(1).Program.Devices!;
        string line = LoopPlans.Describe<float>(program.Loops, LoopPlan.OneLaunch, isProcessor: true);
        Assert.Contains("encode", line, StringComparison.Ordinal);
        Assert.Contains(": one launch for all steps", line, StringComparison.Ordinal);
        Assert.Contains(": a launch an instruction and step", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NearFloats, NearFloats, "a: one launch for all steps")]
    [InlineData(NearFloats + 1, NearFloats + 1, "a: a launch an instruction and step")]
    [InlineData(NearFloats, -1, "a: one launch forward, backward a launch an instruction and step")]
    public void Describe_OnAGpu_GoesByTheWeightsOfAStep(long forward, long backward, string expected)
        => Assert.Equal(
            expected,
            LoopPlans.Describe<float>(
                [new DeviceLoop("a", forward, backward)], LoopPlan.Automatic, isProcessor: false));

    [Fact]
    public void Describe_OnAProcessor_IsAlwaysOneLaunch()
        => Assert.Equal(
            "a, b: one launch for all steps",
            LoopPlans.Describe<float>(
                [new DeviceLoop("a", 1L << 40, 5), new DeviceLoop("b", 1, 1)], LoopPlan.Automatic, isProcessor: true));
}
