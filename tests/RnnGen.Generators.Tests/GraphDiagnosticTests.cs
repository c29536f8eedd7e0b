using Microsoft.CodeAnalysis;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>What graphs are told beyond one case of each diagnostic.</summary>
public class GraphDiagnosticTests
{
    [Theory]
    [InlineData("RNN0504", "", """
        [Dense(5, Name = "a")] private static partial Seq Emit(Seq h);
        [Dense(7, Name = "b")] private static partial Vec [|Emit|](Vec h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0504", "", """
        [Dense(4), [|CrossEntropy|]] private static partial Seq Emit(Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0517", "", """
        [Gru(4)] private static partial Recurrence Encode(Seq x);
        [Forward, Crf] private static [|Vec|] Scores([Input(8)] Seq x) => Encode(x).Last;
        """)]
    [InlineData("RNN0123", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, Ctc(Blank = [|9|])] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0012", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, CrossEntropy, [|MeanSquaredError|]] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0112", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Dense(3)] private static partial Vec Judge(Vec h);
        [Forward, CrossEntropy(Of = "kind", Weight = [|-1|])]
        private static (Seq tags, Vec kind) Scores([Input(8)] Seq x) => (Emit(x), Judge(Last(x)));
        """)]
    [InlineData("RNN0517", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward] private static [|(Seq, Vec)|] Scores([Input(8)] Seq x) => (Emit(x), Last(x));
        """)]
    [InlineData("RNN0516", "", """
        [Dense(4)] private static partial Vec Emit(Vec h);
        [Forward] private static Vec Scores([Input(8, Steps = 2)] Vec [|x|]) => Emit(x);
        """)]
    [InlineData("RNN0101", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x, [Input([|0|])] Seq y) => Emit(x + y);
        """)]
    [InlineData("RNN0505", "", """
        [Lstm(4)] private static partial Recurrence Encode(Seq x);
        [Forward] private static Vec Scores([Input(8)] Seq x) => Encode(x).[|FinalOf|]("q");
        """)]
    [InlineData("RNN0507", "", """
        [Forward]
        private static Seq Scores([Input(8, Steps = 2)] Seq x, [Input(8, Steps = 3)] Seq y) => [|Concat|](x, y);
        """)]
    [InlineData("RNN0510", "", """
        [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
        [Dense(3)] private static partial Seq Emit(Seq h);
        [Forward]
        private static (Seq a, Seq b) Scores(Tokens words, [Input(8)] Seq y) => (Emit(Embed(words)), [|Emit|](y));
        """)]
    [InlineData("RNN0208", "(ActivationBudget = [|1000|])", """
        [Gru(4, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Encode(x).Outputs;
        """)]
    [InlineData("RNN0208", "(ActivationBudget = [|1000|])", """
        [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Attend(x, x).Context;
        """)]
    [InlineData("RNN0101", "", """
        [[|Attention|](Score.Additive)] private static partial Attended Attend(Seq query, Seq memory);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Attend(x, x).Context;
        """)]
    [InlineData("RNN0315", "", """
        [Attention(Score.Dot, Units = [|4|])] private static partial Attended Attend(Seq query, Seq memory);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Attend(x, x).Context;
        """)]
    [InlineData("RNN0504", "", """
        [Attention(Score.Dot)] private static partial Seq [|Attend|](Seq query, Seq memory);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Attend(x, x);
        """)]
    [InlineData("RNN0506", "", """
        [Attention(Score.Dot)] private static partial Attended Attend(Seq query, Seq memory);
        [Forward] private static Seq Scores([Input(8)] Seq x, [Input(7)] Seq y) => [|Attend|](x, y).Context;
        """)]
    [InlineData("RNN0506", "", """
        [Forward]
        private static Seq Scores([Input(8)] Seq x, [Input(7)] Seq y) => [|ScaledDotAttention|](x, y, x).Context;
        """)]
    [InlineData("RNN0507", "", """
        [Forward]
        private static Seq Scores([Input(8, Steps = 2)] Seq x, [Input(8, Steps = 3)] Seq y)
            => [|DotAttention|](x, x, y).Context;
        """)]
    [InlineData("RNN0510", "", """
        [Attention(Score.General)] private static partial Attended Attend(Seq query, Seq memory);
        [Forward]
        private static Seq Scores([Input(8)] Seq x, [Input(7)] Seq y)
            => Attend(x, y).Context + Slice([|Attend|](x, x).Context, 0, 7);
        """)]
    [InlineData("RNN0517", "", """
        [Forward] private static [|Alignment|] Scores([Input(8)] Seq x) => DotAttention(x, x).Weights;
        """)]
    [InlineData("RNN0517", "", """
        [Forward]
        private static [|(Alignment a, Alignment b)|] Scores([Input(8)] Seq x)
            => (DotAttention(x, x).Weights, DotAttention(x, x).Scores);
        """)]
    [InlineData("RNN0404", "", """
        [Attention(Score.Dot)] private static partial Attended Attend(Seq query, Seq memory);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Attend(x, x).Context;
        public void Use() => this.[|CreateStream|]();
        """)]
    [InlineData("RNN0404", "", """
        [Forward] private static Seq Scores([Input(8)] Seq x) => DotAttention(x, x).Context;
        public void Use() => this.[|CreateStream|]();
        """)]
    public void Graph_Wrong_GivesOneSquiggle(string id, string options, string members)
    {
        string markup = $"{Host.Header}[RnnModel{options}] partial class M\n{{\n{members}\n}}\n";
        int start = markup.IndexOf("[|", StringComparison.Ordinal);
        int length = markup.IndexOf("|]", StringComparison.Ordinal) - start - 2;
        string source = markup.Replace("[|", "").Replace("|]", "");
        Host.Generate(Host.Compile(source[Host.Header.Length..]), out Compilation output);
        Diagnostic found = Assert.Single(Host.Analyze(output));
        Assert.Equal(id, found.Id);
        Assert.Equal((start, length), (found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }
}
