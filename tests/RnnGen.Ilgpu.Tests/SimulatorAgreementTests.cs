using System.Numerics;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests;

/// <summary>
/// Emitted kernels on ILGPU's simulator, tiny: with groups of several threads, as GPUs have them, and each model once.
/// </summary>
[Collection(DeviceCollection.Name)]
public sealed class SimulatorAgreementTests
{
    private const int Rows = 3;
    private const int Steps = 2;
    private static readonly int[] s_lengths = [2, 1, 2];

    [Fact]
    public void SimpleRnn_Agrees() => Check(new PlainKernels(1), Features<float>(3));

    [Fact]
    public void Lstm_Agrees() => Check(new SmallLstm(1), Features<float>(5));

    [Fact]
    public void Gru_Agrees() => Check(new GruKernels(1), Features<float>(3));

    [Fact]
    public void LstmVariants_Agree() => Check(new LstmVariantKernels(1), Features<float>(3));

    [Fact]
    public void LayerNormLstm_Agrees() => Check(new NormKernels(1), Features<float>(3));

    [Fact]
    public void ReducingCell_Agrees() => Check(new FocusedKernels(1), Features<float>(3));

    [Fact]
    public void DropoutAndZoneout_Agree() => Check(new DroppedKernels(1), Tokens(11, Steps, s_lengths));

    [Fact]
    public void Tagger_Agrees() => Check(new TaggerKernels(1), Tokens(11, Steps, s_lengths));

    [Fact]
    public void Decoder_Agrees() => Check(new DecoderKernels(1), Tokens(9, Steps, s_lengths) with
    {
        MoreInputs = new Dictionary<string, BatchInput<float>>
        {
            ["previous"] = BatchInput<float>.FromTokens(Tokens(7, Steps).Tokens, Steps, new[] { 1, 2, 2 }),
        },
    });

    [Fact]
    public void Double_Agrees() => Check(new DoubleKernels(1), Features<double>(3));

    private static void Check<T>(Model<T> model, Batch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        IlgpuDevice device = TestAccelerator.CpuDevice;
        device.Plan = LoopPlan.OneLaunch;
        device.Kernels.FixedGroup = (4, Rows - 1);
        Agreement.Check(model, batch, device, typeof(T) == typeof(double) ? 1e-12 : 5e-5);
    }

    private static Batch<T> Features<T>(int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Enumerable.Range(0, Rows * Steps * width).Select(static i => T.CreateChecked(Math.Cos(i) / 2))];
        return Batch<T>.FromFeatures(x, Rows, Steps, s_lengths);
    }

    private static Batch<float> Tokens(int vocabulary, int steps, int[]? lengths = null)
        => Batch<float>.FromTokens(
            Enumerable.Range(0, Rows * steps).Select(i => (i * 3) % vocabulary).ToArray(), Rows, steps, lengths);
}
