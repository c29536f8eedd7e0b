using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>The traps of docs/declarations.md: each is a diagnostic, or cannot be done.</summary>
public class TrapTests
{
    [Theory]
    [InlineData("softmax twice", "RNN0401", "Gru(3), Dense(3, Activation = Activation.Softmax), CrossEntropy")]
    [InlineData("softmax twice, read out", "RNN0401",
        "Gru(3), Dense(3, Activation = Activation.Softmax), LastStep, CrossEntropy")]
    [InlineData("softmax twice, in a cell", "RNN0401",
        "SimpleRnn(3, Activation = Activation.Softmax), LastStep, CrossEntropy")]
    [InlineData("sigmoid twice", "RNN0405", "Gru(3), Dense(1, Activation = Activation.Sigmoid), BinaryCrossEntropy")]
    [InlineData("last step of a bidirectional layer", "RNN0402",
        "Gru(3, Bidirectional = true), Dropout(0.1), LastStep, Dense(2)")]
    [InlineData("dropout between the layers of one", "RNN0403", "Lstm(128, Dropout = 0.2), Dense(5)")]
    [InlineData("output of the old state", "RNN0408", "Recurrent<JoinedRnnCell>(4)")]
    [InlineData("cross-entropy over one output", "RNN0406", "Gru(3), LastStep, Dense(1), CrossEntropy")]
    [InlineData("dropout on the outputs", "RNN0407", "Gru(3), Dense(2), Dropout(0.5), CrossEntropy")]
    [InlineData("residual that never applies", "RNN0201", "Gru(3, Residual = true)")]
    [InlineData("activation that no equation reads", "RNN0410", "Recurrent<MguCell>(4, Activation = Activation.Relu)")]
    [InlineData("recurrent dropout of no product", "RNN0410", "Recurrent<IndRnnCell>(4, RecurrentDropout = 0.5)")]
    [InlineData("merge of one direction", "RNN0409", "Gru(3, GoBackwards = true, Merge = Merge.Average)")]
    public void Trap_Declared_IsADiagnostic(string trap, string id, string layers)
    {
        Compilation compilation = Host.Compile($"[RnnModel, Input(8), {layers}] partial class M;");
        Diagnostic found = Assert.Single(Host.Analyze(compilation));
        Assert.True(found.Id == id, $"{trap}: {found}");
        Assert.Equal(DiagnosticSeverity.Warning, found.Severity);
    }

    [Theory]
    [InlineData("(h2, Tanh(h2))")]
    [InlineData("(Linear(h2), h2)")]
    [InlineData("(Linear(h2) + h, h2)")]
    [InlineData("(Linear(x), h2)")]
    [InlineData("(Linear(h), h)")]
    public void Output_OfTheNewState_IsNoTrap(string returned)
    {
        string step = $"var h2 = Tanh(Affine(x, h)); return {returned};";
        string cell = $"[Cell] partial class C {{ public static (Vec, Vec) Step(Vec x, Vec h) {{ {step} }} }}";
        Assert.Empty(Host.Analyze(Host.Compile(cell)));
    }

    [Fact]
    public void LastStep_DirectlyBehindBidirectional_IsNoTrap()
        => Assert.Empty(Host.Analyze(Host.Compile(
            "[RnnModel, Input(8), Gru(3, Bidirectional = true), LastStep, Dense(2)] partial class M;")));

    [Fact]
    public void HeadOnEveryStep_OneClassARow_IsRefusedWithBothNumbers()
    {
        Model<float> model = Run("Input(2), Gru(3), Dense(4), CrossEntropy");
        Batch<float> batch = Batch<float>.FromFeatures(new float[2 * 5 * 2], 2, 5, new[] { 5, 5 });
        batch = batch with { Classes = new int[2] };
        using Pass<float> pass = model.CreatePass();
        string message = Assert.Throws<ArgumentException>(() =>
        {
            pass.Forward(batch);
            pass.Loss();
        }).Message;
        Assert.Contains("Classes has 2 elements", message);
        Assert.Contains("needs 10", message);
    }

    [Fact]
    public void Forecast_OutputsUnlikeInputs_CannotBeFedBack()
    {
        ModelStream<float> stream = Run("Input(3), Gru(4), Dense(2)").CreateStream();
        float[] forecast = stream.Step(new float[3]).ToArray();
        Assert.Contains("3", Assert.Throws<ArgumentException>(() => stream.Step(forecast)).Message);
    }

    [Fact]
    public void Outputs_OfSeveralSteps_AreRowsOfStepsNotStepsOfRows()
    {
        Model<float> model = Run("Input(1), Gru(4), Dense(2)");
        float[] values = [.. Enumerable.Range(0, 6).Select(static i => 0.1f * i)];
        Outputs<float> both = model.Forward(Batch<float>.FromFeatures(values, 2, 3, new[] { 3, 3 }));
        for (var row = 0; row < 2; row++)
        {
            float[] alone = new float[3 * 2];
            model.Predict(values.AsSpan(3 * row, 3), alone);
            Assert.Equal(alone, both.Values.AsSpan(row * 6, 6).ToArray());
        }
    }

    private static Model<float> Run(string layers)
    {
        Host.Generate(Host.Compile($"[RnnModel, {layers}] public partial class M;"), out Compilation output);
        using var image = new MemoryStream();
        EmitResult result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        Type type = Assembly.Load(image.ToArray()).GetType("M")!;
        return (Model<float>)Activator.CreateInstance(type, 1UL)!;
    }
}
