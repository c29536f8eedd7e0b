using ILGPU.Runtime.OpenCL;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// A driver that says at each wait that a kernel has failed: what is disposed of gives back its memory all the same.
/// </summary>
public sealed class FailedDeviceTests : IDisposable
{
    private static KernelCache Kernels => TestAccelerator.OpenCL;

    public void Dispose() => Kernels.Waiting = null;

    [OpenCLTheory]
    [InlineData("classifier", true)]
    [InlineData("classifier", false)]
    [InlineData("tags", true)]
    [InlineData("labels", true)]
    [InlineData("replier", true)]
    [InlineData("replier", false)]
    public void Dispose_OfATrainingStep_GivesBackWhatItTook(string name, bool failsAlways)
    {
        Model<float> model = Make(name);
        long before = Kernels.Memory.Used;
        var step = new TrainingStep<float>(model, new LazyAdam(1e-2), TestAccelerator.OpenCLDevice);
        step.Run(BlankBatch<float>.Of(model, isRagged: true));
        Assert.True(Kernels.Memory.Used > before);
        Fail(failsAlways);
        AssertFailed(Assert.Throws<DeviceException>(step.Dispose));
        Assert.Equal(before, Kernels.Memory.Used);
    }

    [OpenCLFact]
    public void Dispose_OfAPass_GivesBackWhatItTook()
    {
        Model<float> model = Make("classifier");
        long before = Kernels.Memory.Used;
        Pass<float> pass = model.CreatePass(TestAccelerator.OpenCLDevice);
        pass.Forward(BlankBatch<float>.Of(model, isRagged: true));
        Fail(always: true);
        AssertFailed(Assert.Throws<DeviceException>(pass.Dispose));
        Assert.Equal(before, Kernels.Memory.Used);
    }

    /// <summary>What the optimizer remembers is asked for again, and never passed off as what it was before.</summary>
    [OpenCLFact]
    public void State_ThatCouldNotBeRead_IsReadTheNextTime()
    {
        Model<float> model = Make("classifier"), other = Make("classifier");
        using var step = new TrainingStep<float>(model, new Adam(1e-2), TestAccelerator.OpenCLDevice);
        using var same = new TrainingStep<float>(other, new Adam(1e-2), TestAccelerator.OpenCLDevice);
        step.Run(BlankBatch<float>.Of(model, isRagged: true));
        same.Run(BlankBatch<float>.Of(model, isRagged: true));
        float[] expected = same.State.Buffers.ToArray();
        int waits = 0;
        Kernels.Waiting = () =>
        {
            if (++waits == 1)
                throw new CLException(CLError.CL_OUT_OF_RESOURCES);
        };
        AssertFailed(Assert.Throws<DeviceException>(() => step.State));
        Assert.Equal(expected, step.State.Buffers.ToArray());
        Assert.Equal(2, waits);
    }

    /// <summary>What a device has lost, a file gives back.</summary>
    [OpenCLFact]
    public void Load_WhereTheDeviceHasFailed_GivesTheFilesParameters()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Model<float> model = Make("classifier");
            model.Save(path);
            float[] saved = model.Parameters.Flat.ToArray();
            using var step = new TrainingStep<float>(model, new Adam(1e-2), TestAccelerator.OpenCLDevice);
            step.Run(BlankBatch<float>.Of(model, isRagged: true));
            Fail(always: true);
            AssertFailed(Assert.Throws<DeviceException>(() => model.Parameters.Flat.Length));
            model.Load(path);
            Assert.Equal(saved, model.Parameters.Flat.ToArray());
            Kernels.Waiting = null;
            step.Run(BlankBatch<float>.Of(model, isRagged: true));
            Assert.NotEqual(saved, model.Parameters.Flat.ToArray());
            Assert.All(model.Parameters.Flat.ToArray(), static value => Assert.True(float.IsFinite(value)));
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>A run that has failed is over, also where what follows it fails too.</summary>
    [OpenCLFact]
    public void Fit_ThatHasFailed_CanBeCalledAgain()
    {
        var run = UsedRun.Of("tagger");
        using var trainer = new Trainer<float>(run.Make(), new Adam(1e-2), TestAccelerator.OpenCLDevice)
        {
            BatchSize = 16,
        };
        Fail(after: 2);
        for (int i = 0; i < 2; i++)
            AssertFailed(Assert.Throws<DeviceException>(() => trainer.Fit(run.Samples, epochs: 1)));
        Kernels.Waiting = null;
        Assert.Single(trainer.Fit(run.Samples, epochs: 1).Epochs);
    }

    /// <summary>A trainer goes on from its checkpoint, as if the device had not failed.</summary>
    [OpenCLFact]
    public void Resume_WhereTheDeviceHasFailed_GoesOnFromTheCheckpoint()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var run = UsedRun.Of("tagger");
        using Trainer<float> trainer = Make(), other = Make();
        try
        {
            trainer.Fit(run.Samples, epochs: 1);
            trainer.SaveCheckpoint(path);
            Fail(after: 2);
            AssertFailed(Assert.Throws<DeviceException>(() => trainer.Fit(run.Samples, epochs: 2)));
            AssertFailed(Assert.Throws<DeviceException>(() => trainer.Model.Parameters.Flat.Length));
            trainer.Resume(path);
            Kernels.Waiting = null;
            other.Resume(path);
            Assert.Equal(3, trainer.Fit(run.Samples, epochs: 3).Epochs.Count);
            other.Fit(run.Samples, epochs: 3);
            Assert.Equal(other.Model.Parameters.Flat.ToArray(), trainer.Model.Parameters.Flat.ToArray());
        }
        finally
        {
            Kernels.Waiting = null;
            File.Delete(path);
        }

        Trainer<float> Make() => new(run.Make(), new Adam(1e-2), TestAccelerator.OpenCLDevice) { BatchSize = 16 };
    }

    private static void Fail(bool always)
    {
        int waits = 0;
        Kernels.Waiting = () =>
        {
            if (always || waits++ == 0)
                throw new CLException(CLError.CL_OUT_OF_RESOURCES);
        };
    }

    private static void Fail(int after)
    {
        int waits = 0;
        Kernels.Waiting = () =>
        {
            if (++waits > after)
                throw new CLException(CLError.CL_OUT_OF_RESOURCES);
        };
    }

    private static void AssertFailed(DeviceException e) =>
        Assert.Contains("what was launched before has failed: CL_OUT_OF_RESOURCES", e.Message);

    private static Model<float> Make(string name) => name switch
    {
        "tags" => new TaggerKernels(1),
        "labels" => new LabelKernels(1),
        _ => UsedRun.Of(name).Make(),
    };
}
