using System.Globalization;

namespace RnnGen.Training.Tests;

/// <summary>Numbers in messages are written alike in every culture.</summary>
public sealed class CultureTests
{
    public static TheoryData<string, string> Messages => new()
    {
        { "loss", "At step 3 the loss is 0.71; no parameter" },
        { "gradient", "At step 3 (loss 0.71) the gradient of 'w'" },
        { "split", "validationShare is 0.5: of 1 samples" },
        { "nesterov", "they are 0.25 and 0.5." },
        { "clip", "ClipNorm is -0.5; it must" },
        { "weight", "Weight is -0.5; it must" },
        { "temperature", "temperature is -0.5; it must" },
        { "topP", "topP is 1.5; it must" },
        { "length", "lengthPenalty is -0.5; it must" },
        { "sigmoid", "k is 0.5; it must" },
        { "scaler", "high is 0.25; it must be finite and above low, which is 0.5." },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_WithANumber_HasAPoint(string name, string expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var commas = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        commas.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = commas;
        try
        {
            Exception? e = Record.Exception(() => Throw(name));
            Assert.Contains(expected, e?.Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    private static object Throw(string name) => name switch
    {
        "loss" => throw new NonFiniteException(3, 0.71, null),
        "gradient" => throw new NonFiniteException(3, 0.71, "w"),
        "split" => Dataset.Split(Samples.Tagging(1), 0.5),
        "nesterov" => new Sgd(0.1) { Momentum = 0.25, Dampening = 0.5, Nesterov = true }.CreateState<float>(1),
        "clip" => new TrainingStep<float>(new Tagger(1), new Adam()) { ClipNorm = -0.5 },
        "weight" => Samples.Tagging(1)[0] with { Weight = -0.5 },
        "temperature" => Decoding.Sample(1, temperature: -0.5),
        "topP" => Decoding.Sample(1, topP: 1.5),
        "length" => Decoding.Beam(2, lengthPenalty: -0.5),
        "sigmoid" => ScheduledSampling.InverseSigmoid(0.5),
        _ => Scaler.MinMax<float>(new float[2], 1, 0.5, 0.25),
    };
}
