using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace RnnGen.Crash;

/// <summary>A training run that writes a checkpoint after every step.</summary>
public sealed class CrashRun : IDisposable
{
    private const int Epochs = 6;

    /// <summary>The run, resumed where the folder holds a checkpoint.</summary>
    public CrashRun(string folder)
    {
        Trainer = new Trainer<float>(Model, new Adam(1e-3))
        {
            BatchSize = 4,
            ClipNorm = 1,
            EarlyStopping = new EarlyStopping(Epochs),
            Checkpoints = new CheckpointFolder(folder) { EverySteps = 1 },
        };
        HasResumed = Trainer.Resume();
    }

    public CrashModel Model { get; } = new(seed: 5);

    public Trainer<float> Trainer { get; }

    public bool HasResumed { get; }

    /// <summary>Trains to the end and returns a digest of the parameters and of all losses.</summary>
    public string Finish()
    {
        Sample<float>[] samples = Samples(96, 1), validation = Samples(16, 2);
        TrainingHistory history = Trainer.Fit(samples, validation, Epochs);
        ReadOnlySpan<byte> parameters = MemoryMarshal.AsBytes(Model.Parameters.Flat);
        IEnumerable<string> losses = history.Epochs.Select(e => $"{e.TrainingLoss:R} {e.ValidationLoss:R}");
        return $"{Convert.ToHexString(SHA256.HashData(parameters))} {string.Join(", ", losses)}";
    }

    public void Dispose() => Trainer.Dispose();

    private static Sample<float>[] Samples(int count, ulong seed)
    {
        var samples = new Sample<float>[count];
        for (int i = 0; i < count; i++)
        {
            var tokens = new int[1 + CounterRandom.Integer(seed, 0, (ulong)i, 12)];
            for (int t = 0; t < tokens.Length; t++)
                tokens[t] = CounterRandom.Integer(seed, (ulong)i + 1, (ulong)t, 500);
            samples[i] = Sample<float>.FromTokens(tokens) with { Class = tokens[0] % 4 };
        }

        return samples;
    }
}
