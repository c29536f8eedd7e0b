using RnnGen.Ilgpu.Tests.Kernels;
using RnnGen.Ilgpu.Tests.Models;

namespace RnnGen.Ilgpu.Tests.Use;

/// <summary>
/// Tokens that end before they begin, in every row of a batch: nothing of them is on the device, and it says what the
/// processor says.
/// </summary>
public sealed class EmptyTokensTests
{
    private static readonly int[] s_none = [0, 0];

    [OpenCLTheory]
    [InlineData("tags")]
    [InlineData("words to translate")]
    [InlineData("words said before")]
    public void Batch_WithoutAToken_IsThatOfTheProcessor(string what)
    {
        (double loss, float[] outputs, float[] moved) = Use(what, null);
        (double there, float[] outputsThere, float[] movedThere) = Use(what, TestAccelerator.OpenCLDevice);
        Assert.Equal(loss, there, Agreement.Bound);
        Agreement.Close<float>(outputs, outputsThere, "output");
        Agreement.Close<float>(moved, movedThere, "parameter");
    }

    [OpenCLFact]
    public void Sample_WithoutAToken_IsPredictedAndEvaluatedAsOnTheProcessor()
    {
        Sample<float>[] samples =
        [
            Sample<float>.FromTokens(new[] { 3, 1, 4 }) with { Classes = new[] { 1, 2, 0 } },
            Sample<float>.FromTokens(Array.Empty<int>()) with { Classes = Array.Empty<int>() },
        ];
        var model = new TaggerKernels(1);
        Evaluation expected = model.Evaluate(samples, [], batchSize: 1);
        string said = $"{model.Predict(Array.Empty<int>())}";
        model.Device = TestAccelerator.OpenCLDevice;
        Assert.Equal(said, $"{model.Predict(Array.Empty<int>())}");
        Assert.Equal(expected.Loss, model.Evaluate(samples, [], batchSize: 1).Loss, Agreement.Bound);
    }

    private static (double Loss, float[] Outputs, float[] Moved) Use(string what, Device? device)
    {
        Model<float> model = what == "tags" ? new TaggerKernels(1) : new DecoderKernels(1);
        model.Device = device;
        Batch<float> blank = BlankBatch<float>.Of(model, isRagged: false), batch = what switch
        {
            "words said before" => blank with
            {
                MoreInputs = new Dictionary<string, BatchInput<float>>
                {
                    ["previous"] = BatchInput<float>.FromTokens(new int[4], 2, s_none),
                },
            },
            _ => Batch<float>.FromTokens(new int[4], 2, 2, s_none) with
            {
                Classes = blank.Classes,
                MoreInputs = blank.MoreInputs,
            },
        };
        using var step = new TrainingStep<float>(model, new Sgd(0.1));
        double loss = step.Run(batch);
        return (loss, [.. model.Forward(batch).Values], [.. model.Parameters.Flat]);
    }
}
