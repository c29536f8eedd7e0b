using RnnGen.Testing;
using Xunit;

namespace RnnGen.Conformance.Tests.Graphs;

/// <summary>Functions of steps against what says the same in another way, bit for bit.</summary>
public sealed class StepFunctionTests
{
    private static readonly CpuBackend s_backend = new();

    private static readonly (string Attribute, string Name)[] s_layers =
    [
        ("Gru(5)", "Encode("), ("Gru(5, GoBackwards = true)", "Back("), ("Lstm(5)", "Cell("),
        ("Lstm(5, Bidirectional = true)", "Both("),
    ];

    [Theory]
    [InlineData("Seq", "Reverse(Reverse(Concat(x, Encode(x).Outputs)))", "Concat(x, Encode(x).Outputs)")]
    [InlineData("Seq", "Reverse(Encode(Reverse(x)).Outputs)", "Back(x).Outputs")]
    [InlineData("Vec", "Last(Reverse(x))", "First(x)")]
    [InlineData("Vec", "At(x, -1)", "Last(x)")]
    [InlineData("Vec", "At(Both(x).Outputs, -1)", "Both(x).Last")]
    [InlineData("Vec", "At(x, 0)", "First(x)")]
    [InlineData("Vec", "At(Reverse(x), 2)", "At(x, -3)")]
    [InlineData("Vec", "At(x, -3)", "Last(Delay(x, 2))")]
    [InlineData("Vec", "Last(Cell(x).StatesOf(\"c\"))", "Cell(x).FinalOf(\"c\")")]
    [InlineData("Vec", "Last(Both(x).StatesOf(\"h\"))", "Both(x).FinalOf(\"h\")")]
    [InlineData("Seq", "Both(x).StatesOf(\"h\")", "Both(x).Outputs")]
    [InlineData("Vec", "Last(Repeat(Encode(x).Last, x))", "Encode(x).Last")]
    public void Function_AgainstAnotherWay_HasTheSameBits(string type, string body, string other)
    {
        (Declaration one, Declaration two) = (Declare(type, body), Declare(type, other));
        using CompiledDeclarations compiled = DeclarationCompiler.Compile([one, two]);
        Model<float> model = compiled.Create<float>(one), reference = compiled.Create<float>(two);
        StackCase drawn = RandomCase.Draw(model.Info, body, 19, 6, Lengths(), 11, givenStates: false);
        bool isBack = other.Contains("Back(", StringComparison.Ordinal);
        StackCase same = drawn with
        {
            Weights = drawn.Weights.ToDictionary(
                w => isBack ? w.Key.Replace("encode.", "back.", StringComparison.Ordinal) : w.Key,
                static w => w.Value),
        };
        Results.SameBits(
            s_backend.Evaluate(reference, same, gradients: false).Output,
            s_backend.Evaluate(model, drawn, gradients: false).Output, "output");
    }

    [Fact]
    public void At_OfARowThatIsTooShort_IsZero()
    {
        Declaration declaration = Declare("Vec", "Concat(At(x, 3), At(x, -4))");
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<float> model = compiled.Create<float>(declaration);
        StackCase drawn = RandomCase.Draw(model.Info, "at", 3, 6, [3, 4, 6], 1, givenStates: false);
        double[] output = s_backend.Evaluate(model, drawn, gradients: false).Output;
        Assert.All(output[..8], static value => Assert.Equal(0, value));
        Results.SameBits(drawn.Features![(9 * 4)..(10 * 4)], output[8..12], "the fourth step of four");
        Results.SameBits(drawn.Features![(6 * 4)..(7 * 4)], output[12..16], "the fourth from the end of four");
    }

    [Fact]
    public void Gather_ByPositions_GivesTheirSteps()
    {
        var declaration = new Declaration("", Precision.Single)
        {
            Body = "[Forward] private static Seq Y([Input(2)] Seq x, Tokens at) => Gather(x, at);",
        };
        using CompiledDeclarations compiled = DeclarationCompiler.CompileOne(declaration);
        Model<float> model = compiled.Create<float>(declaration);
        Assert.Equal(int.MaxValue, model.Info.Inputs[1].Vocabulary);
        using Pass<float> pass = model.CreatePass();
        pass.Forward(Batch([1, 0, 2, 1, 1_000_000, 0]), training: true);
        Assert.Equal([3, 4, 1, 2, 0, 0, 7, 8, 0, 0, 5, 6], pass.OutputsOf("y").ToArray());
        pass.Backward(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 });
        Assert.Equal([3, 4, 1, 2, 11, 12, 7, 8], pass.InputGradientOf("x").ToArray());
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => pass.Forward(Batch([0, 0, 0, -1, 0, 0])));
        Assert.Contains(
            "has token -1 at element 0; the model knows 0 to 2147483646", error.Message, StringComparison.Ordinal);

        static Batch<float> Batch(int[] at)
            => RnnGen.Batch<float>.FromFeatures(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }, 2, 2) with
            {
                MoreInputs = new Dictionary<string, BatchInput<float>>
                {
                    ["at"] = BatchInput<float>.FromTokens(at, 3),
                },
            };
    }

    private static int[] Lengths() => [.. Enumerable.Range(0, 19).Select(static row => (row * 5 % 6) + 1)];

    private static Declaration Declare(string type, string body)
    {
        IEnumerable<string> layers = s_layers.Where(layer => body.Contains(layer.Name, StringComparison.Ordinal))
            .Select(static layer => $"[{layer.Attribute}] private static partial Recurrence {layer.Name}Seq x);");
        return new Declaration("", Precision.Single)
        {
            Body = string.Join("\n", layers) + $"\n[Forward] private static {type} Y([Input(4)] Seq x) => {body};",
        };
    }
}
