using System.Numerics;
using RnnGen.Golden.Tests;
using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;
using RnnGen.Ilgpu.Tests.Use;

namespace RnnGen.Ilgpu.Tests;

/// <summary>
/// Emitted kernels on ILGPU's simulator, tiny: with groups of several threads and barriers between them, as GPUs have
/// them, and memory that holds no numbers at first. Of each family of the golden numbers there is what a device does
/// for it.
/// </summary>
[Collection(DeviceCollection.Name)]
public sealed class SimulatorAgreementTests
{
    private const int Rows = 3;
    private const int Steps = 2;
    private static readonly int[] s_lengths = [2, 1, 2];

    private static readonly Dictionary<string, Action> s_families = new()
    {
        ["rnn_tanh"] = static () => Check(new PlainKernels(1), Features<float>(3)),
        ["rnn_relu"] = static () => Check(new CellKernels(1), Features<float>(3)),
        ["lstm"] = static () => Check(new SmallLstm(1), Features<float>(5)),
        ["gru"] = static () => Check(new GruKernels(1), Features<float>(3)),
        ["large"] = static () => Check(new WideLstm(1), Features<float>(5)),
        ["lstm_proj"] = static () => Check(new LstmVariantKernels(1), Features<float>(3)),
        ["cell_variants"] = static () =>
        {
            Check(new NormKernels(1), Features<float>(3));
            Check(new FocusedKernels(1), Features<float>(3));
        },
        ["dropout_between_layers"] = static () => Check(new DroppedKernels(1), Tokens(11, s_lengths)),
        ["classifier_and_tagger"] = static () =>
            Train(new SmallTokens(1), new SmallTokens(1), new Sgd(0.1), Classes(1)),
        ["losses"] = static () => Train(new PlainKernels(1), new PlainKernels(1), new Sgd(0.1), Targets()),
        ["crf"] = static () => Train(new TaggerKernels(1), new TaggerKernels(1), new Sgd(0.1), Classes(Steps)),
        ["ctc"] = static () => Train(new LabelKernels(1), new LabelKernels(1), new Sgd(0.1), Features<float>(3) with
        {
            Classes = (int[])[1, 2, 3],
        }),
        ["optimizers"] = static () => Train(new PlainKernels(1), new PlainKernels(1), new AdamW(0.1), Targets()),
        ["clipping"] = static () => Train(new PlainKernels(1), new PlainKernels(1), new Sgd(0.1), Targets(), 0.01),
        ["lr_schedules"] = static () => Fit(static trainer
            => trainer.Schedule = new ExponentialDecay(0.5) { Unit = ScheduleUnit.Step }),
        ["training"] = static () => Fit(static _ => { }),
        ["truncated_bptt"] = static () => Fit(static trainer => trainer.Truncation = new Truncation(1)),
        ["seed_examples"] = static () => Check(new PlainKernels(1), Batch<float>.FromFeatures(new float[3], 1, 1)),
        ["forecast"] = static () =>
        {
            var model = new UsedModels.Forecaster(6);
            Same(model, () => model.Forecast([0.1f, 0.2f, -0.3f, 0.4f], 2, Forecasting.RunOn).Cast<float>());
        },
        ["attention"] = static () =>
        {
            Check(new ReaderKernels(1), Features<float>(3));
            Check(new DecoderKernels(1), Tokens(9, s_lengths) with
            {
                MoreInputs = new Dictionary<string, BatchInput<float>>
                {
                    ["previous"] = BatchInput<float>.FromTokens(Tokens(7).Tokens, Steps, new[] { 1, 2, 2 }),
                },
            });
        },
        ["seq2seq"] = static () =>
        {
            var model = new DecoderKernels(1);
            Sample<float>[] words = [Sample<float>.FromTokens(new[] { 3, 5 }), Sample<float>.FromTokens(new[] { 7 })];
            Same(model, () => model.Generate(words, Decoding.Greedy with { MaximumLength = 2 })
                .SelectMany(static reply => reply.TokenScores).Select(static score => (float)score));
        },
    };

    public static TheoryData<string> Families => [.. FamilyTable.Now.Keys];

    private static IlgpuDevice Device
    {
        get
        {
            IlgpuDevice device = TestAccelerator.CpuDevice;
            device.Plan = LoopPlan.OneLaunch;
            device.Kernels.FixedGroup = (4, Rows - 1);
            device.Kernels.PoisonsMemory = true;
            return device;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Family_Agrees(string family) => s_families[family]();

    [Fact]
    public void Double_Agrees() => Check(new DoubleKernels(1), Features<double>(3));

    private static void Check<T>(Model<T> model, Batch<T> batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Agreement.Check(model, batch, Device, typeof(T) == typeof(double) ? 1e-12 : 5e-5);

    /// <summary>Two steps on both.</summary>
    private static void Train(
        Model<float> expected, Model<float> actual, Optimizer optimizer, Batch<float> batch, double clipNorm = 1)
    {
        using var host = new TrainingStep<float>(expected, optimizer) { ClipNorm = clipNorm };
        using var other = new TrainingStep<float>(actual, optimizer, Device) { ClipNorm = clipNorm };
        for (int i = 0; i < 2; i++)
            Assert.Equal(host.Run(batch), other.Run(batch), 5e-5);
        Agreement.Close(expected, actual);
    }

    /// <summary>A trainer's steps on both, of batches of two and one.</summary>
    private static void Fit(Action<Trainer<float>> settings)
    {
        Batch<float> all = Targets();
        Sample<float>[] samples = [.. Enumerable.Range(0, Rows).Select(row => Sample<float>.FromFeatures(
            all.Features.Slice(row * Steps * 3, s_lengths[row] * 3).ToArray(), s_lengths[row]) with
        {
            Targets = all.Targets.Slice(row * Steps * 2, s_lengths[row] * 2),
        })];
        PlainKernels[] models = [.. new Device?[] { null, Device }.Select(device =>
        {
            var model = new PlainKernels(1);
            using var trainer = new Trainer<float>(model, new Sgd(0.1), device) { BatchSize = 2, MaxSteps = 3 };
            settings(trainer);
            trainer.Fit(samples, epochs: 9);
            return model;
        })];
        Agreement.Close(models[0], models[1]);
    }

    private static void Same(Model<float> model, Func<IEnumerable<float>> ask)
    {
        float[] expected = [.. ask()];
        model.Device = Device;
        float[] actual = [.. ask()];
        Agreement.Close<float>(expected, actual, "value");
    }

    private static Batch<T> Features<T>(int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = [.. Enumerable.Range(0, Rows * Steps * width).Select(static i => T.CreateChecked(Math.Cos(i) / 2))];
        return Batch<T>.FromFeatures(x, Rows, Steps, s_lengths);
    }

    private static Batch<float> Targets() => Features<float>(3) with
    {
        Targets = Enumerable.Range(0, Rows * Steps * 2).Select(static i => MathF.Sin(i)).ToArray(),
    };

    private static Batch<float> Classes(int each) => Tokens(11, s_lengths) with
    {
        Classes = Enumerable.Range(0, Rows * each).Select(static i => i % 3).ToArray(),
    };

    private static Batch<float> Tokens(int vocabulary, int[]? lengths = null)
        => Batch<float>.FromTokens(
            Enumerable.Range(0, Rows * Steps).Select(i => (i * 3) % vocabulary).ToArray(), Rows, Steps, lengths);
}
