using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// A device whose memory runs out at each piece that somebody asks for: nothing is kept, nothing is lost.
/// </summary>
public sealed class MemoryShortageTests : IDisposable
{
    private static DeviceMemory Memory => TestAccelerator.OpenCL.Memory;

    public void Dispose() => Memory.PiecesLeft = null;

    [OpenCLTheory]
    [InlineData("classifier")]
    [InlineData("tags")]
    [InlineData("labels")]
    [InlineData("replier")]
    public void TrainingStep_ThatCannotBeMade_GivesBackWhatItTook(string name)
    {
        Model<float> model = Make(name);
        long before = Memory.Used;
        int pieces = 0;
        for (bool isMade = false; !isMade; pieces++)
        {
            Memory.PiecesLeft = pieces;
            try
            {
                using var step = new TrainingStep<float>(model, new Adam(1e-2), TestAccelerator.OpenCLDevice);
                isMade = true;
            }
            catch (DeviceException e)
            {
                Assert.Contains("has no memory for", e.Message);
            }

            Assert.Equal(before, Memory.Used);
        }

        Assert.True(pieces > 5, $"{pieces} pieces");
    }

    /// <summary>
    /// A step that failed for want of memory is taken once there is some, with the bits of any other.
    /// </summary>
    [OpenCLTheory]
    [InlineData("classifier")]
    [InlineData("tags")]
    [InlineData("replier")]
    public void Run_WhereMemoryRanOut_IsAsIfItHadNeverBeen(string name)
    {
        Batch<float> batch = BlankBatch<float>.Of(Make(name), isRagged: true);
        double[] expected = Run(name, batch, pieces: null);
        long before = Memory.Used;
        int pieces = 0;
        while (true)
        {
            double[] losses = Run(name, batch, pieces);
            Assert.Equal(before, Memory.Used);
            Assert.Equal(expected, losses[..3]);
            if (losses.Length == 3)
                break;
            pieces++;
        }

        Assert.True(pieces > 2, $"{pieces} pieces");
    }

    /// <summary>
    /// The update's kernel is the last to be loaded, when a step has been counted: it was none, and is taken again.
    /// </summary>
    [OpenCLFact]
    public void Run_WhereTheUpdateCannotBeLoaded_IsAsIfItHadNeverBeen()
    {
        Batch<float> batch = BlankBatch<float>.Of(Make("classifier"), isRagged: true);
        double[] expected = Run("classifier", batch, pieces: null);
        using IlgpuDevice device = IlgpuDevice.Open(TestDevices.Kind);
        Model<float> model = Make("classifier");
        using var step = new TrainingStep<float>(model, new Adam(1e-2), device);
        device.Kernels.Loading = static kernel =>
        {
            if (kernel.StartsWith("UpdateKernels.", StringComparison.Ordinal))
                throw new InvalidOperationException("Loading", new CLException(CLError.CL_OUT_OF_HOST_MEMORY));
        };
        for (int i = 0; i < 2; i++)
        {
            DeviceException e = Assert.Throws<DeviceException>(() => step.Run(batch));
            Assert.StartsWith("UpdateKernels.", e.Kernel);
        }

        device.Kernels.Loading = null;
        float sum = 0;
        double first = step.Run(batch), second = step.Run(batch);
        foreach (float parameter in model.Parameters.Flat)
            sum += parameter;
        Assert.Equal(expected, new[] { first, second, sum });
    }

    // Two steps and what the model then says; one number more where the first step had to be taken again.
    private static double[] Run(string name, Batch<float> batch, int? pieces)
    {
        Model<float> model = Make(name);
        using var step = new TrainingStep<float>(model, new Adam(1e-2), TestAccelerator.OpenCLDevice);
        bool failed = false;
        double first;
        try
        {
            Memory.PiecesLeft = pieces;
            first = step.Run(batch);
        }
        catch (DeviceException)
        {
            failed = true;
            Memory.PiecesLeft = null;
            first = step.Run(batch);
        }

        Memory.PiecesLeft = null;
        double second = step.Run(batch);
        float sum = 0;
        foreach (float parameter in model.Parameters.Flat)
            sum += parameter;
        return failed ? [first, second, sum, 0] : [first, second, sum];
    }

    private static Model<float> Make(string name) => name switch
    {
        "tags" => new TaggerKernels(1),
        "labels" => new LabelKernels(1),
        _ => UsedRun.Of(name).Make(),
    };
}
