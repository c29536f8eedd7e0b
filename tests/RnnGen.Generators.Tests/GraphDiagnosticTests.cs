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
    [InlineData("RNN0504", "", """
        [Dense(4)] private static partial Seq [|Emit|]([Input(8)] Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0504", "", """
        [Dense(4)] private static partial Seq [|Emit|](ref Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(ref x);
        """)]
    [InlineData("RNN0013", "", """
        [Dense(4, Name = "a")] private static partial Seq Emit(Seq h);
        [Dense(4, Name = [|"a"|])] private static partial Seq Again(Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Again(Emit(x));
        """)]
    [InlineData("RNN0013", "", """
        [Dense(4, Name = "emit")] private static partial Seq First(Seq h);
        [Dense(4)] private static partial Seq [|Emit|](Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(First(x));
        """)]
    [InlineData("RNN0306", "", """
        [Forward]
        private static Seq Scores([Input(8)] Seq x)
        {
            var n = 1e12;
            return Slice(x, 0, [|(int)n|]);
        }
        """)]
    [InlineData("RNN0509", "(ActivationBudget = 1000)", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [[|Gru|](4, Bidirectional = true)] private static partial Recurrence Spare(Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0401", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, CrossEntropy] private static Seq Scores([Input(8)] Seq x) => Dropout([|Softmax|](Emit(x)), 0);
        """, "RNN0407")]
    [InlineData("RNN0401", "", """
        [Dense(4, Activation = [|Activation.Softmax|])] private static partial Vec Emit(Vec h);
        [Forward, CrossEntropy(Of = "kind")]
        private static (Seq x, Vec kind) Scores([Input(8)] Seq x)
        {
            var kind = Emit(Last(x));
            return (x, kind);
        }
        """)]
    [InlineData("RNN0405", "", """
        [Dense(1)] private static partial Seq Emit(Seq h);
        [Forward, BinaryCrossEntropy] private static Seq Scores([Input(8)] Seq x) => [|Sigmoid|](Emit(x));
        """)]
    [InlineData("RNN0406", "", """
        [Dense(1)] private static partial Seq Emit(Seq h);
        [Forward, [|CrossEntropy|]] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0122", "", """
        [Forward, [|Crf|]] private static Seq Scores([Input(8)] Seq x) => Slice(x, 2, 1);
        """)]
    [InlineData("RNN0407", "", """
        [Dense(3)] private static partial Seq Emit(Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => [|Dropout|](Emit(x), 0.5);
        """)]
    [InlineData("RNN0402", "", """
        [Gru(4, Bidirectional = true)] private static partial Recurrence Both(Seq x);
        [Dense(3)] private static partial Seq Emit(Seq h);
        [Forward] private static Vec Scores([Input(8)] Seq x) => [|Last|](Tanh(Emit(Both(x).Outputs)));
        """)]
    [InlineData("RNN0201", "", """
        [Gru(4, Residual = [|true|])] private static partial Recurrence Encode(Seq x);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Encode(Concat(x, x)).Outputs;
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
    [InlineData("RNN0505", "", """
        [Lstm(4)] private static partial Recurrence Encode(Seq x);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Encode(x).[|StatesOf|]("q");
        """)]
    [InlineData("RNN0315", "", """
        [Forward] private static Vec Scores([Input(8)] Seq x) => At(x, [|-300|]);
        """)]
    [InlineData("RNN0209", "", """
        [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
        [Dense(8, TiedTo = [|nameof(Embed)|])] private static partial Seq Emit(Seq h);
        [Forward] private static Seq Scores(Tokens words) => Emit(Embed(words));
        """)]
    [InlineData("RNN0209", "", """
        [Dense(8, TiedTo = [|"table"|])] private static partial Seq Emit(Seq h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0126", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, Objective([|"Lost"|])] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0126", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        private static Seq [|Loss|](Seq output, Seq target) => Softmax(output) - target;
        [Forward, Objective(nameof(Loss))] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0126", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        private static Seq [|Loss|](Seq output, Seq target) => Square(target);
        [Forward, Objective(nameof(Loss))] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0126", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        private static Seq Loss(Seq output, Seq target) => [|Emit|](output) - target;
        [Forward, Objective(nameof(Loss))] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0315", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, Quantile([|1.5|])] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0402", "", """
        [Gru(4, Bidirectional = true)] private static partial Recurrence Both(Seq x);
        [Dense(3)] private static partial Seq Emit(Seq h);
        [Forward] private static Vec Scores([Input(8)] Seq x) => [|At|](Emit(Both(x).Outputs), -1);
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
    [InlineData("RNN0517", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, CrossEntropy(Of = "tags")]
        private static [|(Seq, Vec last)|] Scores([Input(8)] Seq x) => (Emit(x), Last(x));
        """)]
    [InlineData("RNN0504", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Dense(4)] private static partial Vec [|Emit|](Vec h);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Emit(x);
        """)]
    [InlineData("RNN0517", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, MeanSquaredError, [|Crf|](Of = "tags")]
        private static (Seq x, Seq tags) Scores([Input(8)] Seq x) => (x, Emit(x));
        """)]
    [InlineData("RNN0517", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward, [|Ctc|](Of = "labels")]
        private static (Alignment w, Seq x, Seq labels) Scores([Input(8)] Seq x)
            => (DotAttention(x, x).Weights, x, Emit(x));
        """)]
    [InlineData("RNN0516", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward] private static Seq Scores([Input(8), Input(9)] Seq [|x|]) => Emit(x);
        """)]
    [InlineData("RNN0518", "", """
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward]
        private static Seq Scores([Input(8)] Seq x, Tokens [|words|])
        {
            var (w, v) = (words, x);
            var again = w;
            return Emit(v);
        }
        """)]
    [InlineData("RNN0519", "", """
        [Gru(4)] private static partial Recurrence Encode(Seq x);
        [Dense(4)] private static partial Seq Emit(Seq h);
        [Forward]
        private static Seq Scores([Input(8)] Seq x)
        {
            var r = Encode(x);
            var (e, last) = (Emit(x), [|r.Last|]);
            return e;
        }
        """)]
    [InlineData("RNN0404", "", """
        [Gru(4, Bidirectional = true)] private static partial Recurrence Encode(Seq x);
        [Forward] private static Seq Scores([Input(8)] Seq x) => M.Encode(x).Outputs;
        public void Use() => this.[|CreateStream|]();
        """)]
    [InlineData("RNN0404", "", """
        [Gru(4)] private static partial Recurrence Encode(Seq x);
        [Gru(4)] private static partial Recurrence Again(Seq x, State start);
        [Forward] private static Seq Scores([Input(8)] Seq x) => Again(x, Encode(x).Final).Outputs;
        public void Use() => this.[|CreateStream|]();
        """)]
    [InlineData("RNN0404", "", """
        [Forward] private static Seq Scores([Input(8)] Seq x) => Reverse(x);
        public void Use() => this.[|CreateStream|]();
        """)]
    [InlineData("RNN0601", "", """
        [Embedding(9, 4)] private static partial Seq Embed(Tokens words);
        [Gru(4)] private static partial Recurrence Decode(Seq x, State start);
        [Dense(9)] private static partial Seq Emit(Seq h);
        [Forward, CrossEntropy]
        private static Seq Scores(Tokens source, Tokens previous)
            => Next(previous, States(Last(Embed(source))), Embed(source)).Scores;
        [Step(Start = 1, End = 2)]
        private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)
        {
            var h = Decode([|Gather|](memory, previous), state);
            return (Emit(h.Outputs), h.Final);
        }
        """)]
    [InlineData("RNN0404", "", """
        [Embedding(9, 4)] private static partial Seq Embed(Tokens heads);
        [Forward] private static Seq Scores(Tokens heads) => Gather(Embed(heads), heads);
        public void Use() => this.[|CreateStream|]();
        """)]
    [InlineData("RNN0404", "", """
        [Forward] private static Seq Scores([Input(8)] Seq x) => Repeat(Last(x), x);
        public void Use() => this.[|CreateStream|]();
        """)]
    public void Graph_Wrong_GivesOneSquiggle(string id, string options, string members, string? beside = null)
    {
        string markup = $"{Host.Header}[RnnModel{options}] partial class M\n{{\n{members}\n}}\n";
        int start = markup.IndexOf("[|", StringComparison.Ordinal);
        int length = markup.IndexOf("|]", StringComparison.Ordinal) - start - 2;
        string source = markup.Replace("[|", "").Replace("|]", "");
        Host.Generate(Host.Compile(source[Host.Header.Length..]), out Compilation output);
        Diagnostic found = Assert.Single(Host.Analyze(output), diagnostic => diagnostic.Id != beside);
        Assert.Equal(id, found.Id);
        Assert.Equal((start, length), (found.Location.SourceSpan.Start, found.Location.SourceSpan.Length));
    }

    [Fact]
    public void Head_CalledItem_HasAName() => Assert.Empty(Host.Analyze(Host.Compile("""
        [RnnModel]
        partial class M
        {
            [Forward] private static (Seq Item, Vec Items2) Scores([Input(8)] Seq x) => (x, Last(x));
        }
        """)));

    [Theory]
    [InlineData("Last(Dropout(Both(x).Outputs, 0.5))")]
    [InlineData("Last(Slice(Both(x).Outputs, 0, 4))")]
    [InlineData("Last(Emit(x))")]
    [InlineData("Last(Both(Emit(x)).Outputs)")]
    public void Last_OfEachDirection_IsNoTrap(string value) => Assert.Empty(Host.Analyze(Host.Compile($$"""
        [RnnModel]
        partial class M
        {
            [Gru(4, Bidirectional = true)] private static partial Recurrence Both(Seq x);
            [Dense(3)] private static partial Seq Emit(Seq h);
            [Forward]
            private static (Vec last, Seq steps, Seq both) Scores([Input(8)] Seq x)
                => ({{value}}, Emit(x), Both(Emit(x)).Outputs);
        }
        """)).Where(static diagnostic => diagnostic.Id != "RNN0510"));

    [Theory]
    [InlineData("Gru(4, Bidirectional = true)", "Emit(x)", false)]
    [InlineData("Gru(4, Bidirectional = true)", "Spare(x).Outputs", true)]
    public void Stream_OfAGraph_AsksTheLayersThatAreCalled(string layer, string value, bool isRefused)
    {
        Compilation compilation = Host.Compile($$"""
            [RnnModel]
            partial class M
            {
                [Dense(4)] private static partial Seq Emit(Seq h);
                [{{layer}}] private static partial Recurrence Spare(Seq h);
                [Forward] private static Seq Scores([Input(8)] Seq x) => {{value}};
                public void CreateStream() { }
                public void Use() => this.CreateStream();
            }
            """);
        Assert.Equal(isRefused, Host.Analyze(compilation).Any(static diagnostic => diagnostic.Id == "RNN0404"));
    }
}
