using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>What the members of a graph with a mistake are, so that one mistake is one squiggle.</summary>
public class GraphStubTests
{
    [Theory]
    [InlineData("return Read(Last(Wide(x)) + Read(Last(x)));", "bool", "IsPositive")]
    [InlineData("var h = undefined; return Read(Last(x));", "bool", "IsPositive")]
    public void Stub_OfAWrongBody_PredictsWhatTheResultGives(string body, string type, string member)
    {
        CSharpCompilation compilation = Host.Compile($$"""
            [RnnModel]
            partial class M
            {
                [Dense(1)] private static partial Vec Read(Vec h);
                [Dense(4)] private static partial Seq Wide(Seq h);
                [Forward, BinaryCrossEntropy] private static Vec Scores([Input(8)] Seq x) { {{body}} }
            }

            static class Use { public static {{type}} Of(M model) => model.Predict(new float[8]).{{member}}; }
            """);
        Host.Generate(compilation, out Compilation output);
        Assert.DoesNotContain(
            output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error && d.Id is not "CS0103");
    }

    [Theory]
    [InlineData("Embed(words)")]
    [InlineData("Embed(words) * nothing")]
    [InlineData("Concat(Embed(words), null!)")]
    public void Stub_OfSeveralInputsAndHeads_HasTheSameMembers(string value)
    {
        CSharpCompilation compilation = Host.Compile($$"""
            [RnnModel]
            partial class M
            {
                [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
                [Dense(3)] private static partial Seq Emit(Seq h);
                [Dense(1)] private static partial Vec Prediction(Vec h);

                [Forward, CrossEntropy, MeanSquaredError(Of = "value")]
                private static (Seq slots, Vec value) Scores(Tokens words, [Input(3)] Vec facts)
                    => (Emit({{value}}), Prediction(facts));
            }

            static class Use
            {
                public static TagsPrediction Of(M model) => model.Predict([1, 2], [1f, 2f, 3f]).Slots;
                public static float Value(M model)
                {
                    (_, float value) = model.Predict(new Sample<float>[1])[0];
                    return value;
                }
                public static M.ModelPrediction Name(M model) => model.Predict([1, 2], [1f, 2f, 3f]);
            }
            """);
        Host.Generate(compilation, out Compilation output);
        Assert.DoesNotContain(
            output.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error && d.Id is not "CS0103");
    }
}
