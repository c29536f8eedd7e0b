using Microsoft.CodeAnalysis;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>What a decoder's step is given, and where its scores go.</summary>
public class StepDiagnosticTests
{
    private const string Step = """
        [Embedding(30, 8)] private static partial Seq Embed(Tokens words);
        [Gru(8)] private static partial Recurrence Encode(Seq x);
        [Gru(8)] private static partial Recurrence Decode(Seq x, State start);
        [Dense(30)] private static partial Seq Emit(Seq h);

        [Step(Start = 1, End = 2)]
        private static (Seq Scores, State Next, Seq Fed) Next(
            Tokens previous, State state, Seq memory, Seq fed = null!)
        {
            var h = Decode(Concat(Embed(previous), fed), state);
            var c = DotAttention(h.Outputs, memory).Context;
            return (Emit(c), h.Final, c);
        }

        """;

    [Theory]
    [InlineData("RNN0505", "Seq", "Next(said, Encode(x).Final, [|null|]!).Scores")]
    [InlineData("RNN0505", "Seq", "Next(said, null!, Encode(x).Outputs, [|x|]).Scores")]
    [InlineData("RNN0505", "Vec", "Last(Next(said, null!, Encode(x).Outputs).Scores)", "Next")]
    public void Call_OfAStep_Wrong_IsSaid(string id, string type, string value, string? at = null)
    {
        string source = Model($"{type} Out", value);
        Diagnostic found = Assert.Single(Host.Analyze(Host.Compile(source.Replace("[|", "").Replace("|]", ""))));
        Assert.Equal(id, found.Id);
        string token = found.Location.SourceTree!.ToString().Substring(
            found.Location.SourceSpan.Start, found.Location.SourceSpan.Length);
        Assert.Equal(at ?? value.Split("[|")[1].Split("|]")[0], token);
    }

    /// <summary>While training later tokens are there, while decoding they are not.</summary>
    [Theory]
    [InlineData("Gru(4, Bidirectional = true)", "[|Decode|](Embed(previous), state)")]
    [InlineData("Gru(4)", "Decode([|Other|](Embed(previous)).Outputs, state)")]
    [InlineData("Gru(4)", "Decode([|DotAttention|](Embed(previous), Embed(previous)).Context, state)")]
    public void Step_ThatReadsLaterTokens_IsSaid(string layer, string value)
    {
        string source = $$"""
            [RnnModel]
            partial class M
            {
                [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
                [{{layer}}] private static partial Recurrence Decode(Seq x, State start);
                [Gru(4, GoBackwards = true)] private static partial Recurrence Other(Seq x);
                [Dense(9)] private static partial Seq Emit(Seq h);
                [Forward, CrossEntropy] private static Seq Scores(Tokens previous) => Next(previous).Scores;
                [Step(Start = 1, End = 2)]
                private static (Seq Scores, State Next) Next(Tokens previous, State state = null!)
                {
                    var h = {{value.Replace("[|", "").Replace("|]", "")}};
                    return (Emit(h.Outputs), h.Final);
                }
            }
            """;
        Diagnostic found = Assert.Single(Host.Analyze(Host.Compile(source)).Where(static d => d.Id != "RNN0510"));
        Assert.Equal("RNN0601", found.Id);
        string token = found.Location.SourceTree!.ToString().Substring(
            found.Location.SourceSpan.Start, found.Location.SourceSpan.Length);
        Assert.Equal(value.Split("[|")[1].Split("|]")[0], token);
    }

    [Fact]
    public void Head_ThatDecodes_IsTheOneMadeOfTheScores()
    {
        string source = Model(
            "(Seq Other, Seq Scores) Out", "(Emit(Embed(said)), Next(said, null!, Encode(x).Outputs).Scores)",
            ", CrossEntropy(Of = \"Scores\")");
        string text = Host.Generate(Host.Compile(source), out _).GeneratedSources.Single().SourceText.ToString();
        Assert.Contains("Step = new(1, 1, 1, 2)", text);
    }

    private static string Model(string head, string value, string losses = "") => $$"""
        [RnnModel]
        partial class M
        {
        {{Step}}
            [Forward, CrossEntropy{{losses}}]
            private static {{head}}([Input(8)] Seq x, Tokens said) => {{value}};
        }
        """;
}
