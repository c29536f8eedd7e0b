using System.Numerics;
using RnnGen.Ilgpu.Kernels;
using RnnGen.Ilgpu.Training;

namespace RnnGen.Ilgpu;

/// <summary>
/// Compiles what a model launches, by launching it: batches of zeros go through a pass of their own, forward, backward
/// and, with an optimizer, through losses and an update whose result nobody reads. The model stays what it is. Kernels
/// that are chosen by the size of a batch, or by what a trainer is set to, are compiled whichever is chosen here.
/// </summary>
internal static class Preparation
{
    public static void Run<T>(IlgpuDevice device, Model<T> model, Optimizer? optimizer)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var pass = new Pass<T>(model, device);
        var rules = new ParameterRules(model.Info);
        if (optimizer != null)
        {
            int tensors = model.Info.Parameters.Count;
            pass.TrainOn(optimizer, optimizer.CreateState<T>(model.Parameters.Length, tensors), rules);
        }

        foreach (bool isRagged in (bool[])[true, false])
        {
            Batch<T> batch = BlankBatch<T>.Of(model, isRagged);
            pass.Forward(batch, training: false);
            if (pass.Training != null)
            {
                pass.Train(batch);
                continue;
            }

            pass.Forward(batch);
            pass.Backward(new T[pass.Outputs.Length]);
        }

        PrepareSizes<T>(device.Kernels);
        if (pass.Training is IlgpuTraining<T> training)
        {
            training.Prepare();
            rules.SetPenalty("*", 1, 1);
            training.Prepare();
            rules.SetFrozen("*", isFrozen: true);
            training.Prepare();
        }

        // What a kernel does wrong is said here, and not by the first batch.
        device.Kernels.Synchronize();
    }

    private static void PrepareSizes<T>(KernelCache kernels)
        where T : unmanaged, INumber<T>
    {
        KernelForm form = kernels.FixedForm ?? KernelForms.Of(kernels.Accelerator);
        ProductLaunch.Prepare<T>(kernels, form);
        GradientLaunch.Prepare<T>(kernels, form);
    }
}
