using RnnGen.Compiler.Model;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

public class ModelParserTests
{
    [Fact]
    public void Stack_Classifier_GivesLayersInSourceOrder() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [RnnModel]
        [Input(8)]
        [Lstm(32, Layers = 2, Dropout = 0.2)]
        [LastStep]
        [Dense(3)]
        [CrossEntropy]
        public sealed partial class M;
        """)));

    [Fact]
    public void Stack_EveryLayerAndOption_IsKept() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [RnnModel(Precision = Precision.Double)]
        [Input(Steps = 12)]
        [Embedding(100, 16, PaddingIndex = 0, Name = "words")]
        [SimpleRnn(16, Activation = Activation.Relu, InputDropout = .1, Unroll = 4)]
        [Gru(24, 20, Variant = GruVariant.Textbook, Bidirectional = true, Merge = Merge.Sum, Biases = 2)]
        [Lstm(20, Projection = 8, Peephole = true, CoupledGates = true, ForgetBias = 0, Residual = true, Zoneout = .05)]
        [LayerNorm(Epsilon = 1e-3)]
        [Dropout(0.5, PerSequence = true)]
        [MaxPool]
        [Dense(4, Activation = Activation.Gelu, Bias = false, KernelInitializer = Initializer.HeNormal)]
        [CrossEntropy(ClassWeights = new[] { 1.0, 2, 3, 4 }, LabelSmoothing = 0.1,
            IgnoreIndex = -1, Reduction = Reduction.Sum)]
        internal partial class M;
        """)));

    [Fact]
    public void Recurrent_OwnCell_IsParsedFromSyntax() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [Cell]
        public sealed partial class Projected
        {
            private const double Slope = 1 / 4.0;

            public static (Vec, Vec) Step(Vec x, Vec h, [InitialState(-1)] Vec c)
            {
                const double half = 0.5;
                var scale = half * Slope;
                var (a, b) = Split(Affine(x, h, units: 4, bias: false), 2);
                (var d, Vec e) = Split(-a + scale * b, 2);
                Vec c2 = Max(c, 0) * d - double.NegativeInfinity;
                return (Linear(Concat(c2, e), units: "projection", name: "weight_hr"), c2);
            }
        }

        [RnnModel, Input(8), Recurrent<Projected>(6, Layers = 2, Sizes = "projection = 4"), MeanSquaredError]
        partial class M;
        """)));

    [Fact]
    public void Graph_EveryExpression_IsKept() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [RnnModel]
        partial class M
        {
            private const double Share = 0.25;

            [Embedding(100, 6)] private static partial Seq Embed(Tokens words);
            [SimpleRnn(4, Name = "encoder", Bidirectional = true)] internal static partial Recurrence Encode(Seq x);
            [Dense(2)] private static partial Vec Read(Vec @class);

            [Forward, CrossEntropy(IgnoreIndex = -1)]
            private static Vec Scores([Input(Steps = 5)] Tokens words)
            {
                const double rest = 1 - Share;
                var (x, r) = (Dropout(Embed(words), 0.5, perSequence: true), Encode(Embed(words)));
                Seq mixed = Share * Concat(x, Slice(x, length: 2, start: 1)) - rest * Max(r.Outputs, 0.5);
                var softened = Softmax(Delay(-mixed, initial: 0.5));
                return Read(Concat(r.Last, Last(softened), MeanPool(mixed)));
            }
        }
        """)));

    [Fact]
    public void Graph_SeveralInputsAndHeads_AreKept() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [RnnModel]
        partial class M
        {
            [Embedding(100, 6)] private static partial Seq Embed(Tokens words);
            [Lstm(4)] private static partial Recurrence Encode(Seq x);
            [Lstm(4)] private static partial Recurrence Decode(Seq x, State start);
            [Dense(2)] private static partial Vec Judge(Vec h);

            [Forward, MeanSquaredError, CrossEntropy(Of = "kind", Weight = 0.3)]
            private static (Seq steps, Vec kind, Vec cell) Scores(
                [Input(3, Steps = 7)] Seq target, Tokens words, [Input(4)] Vec start)
            {
                var r = Encode(Embed(words));
                State last = r.Final;
                var again = Decode(start: States(start, r.FinalOf("c")), x: target);
                return (Decode(target, last).Outputs, Judge(again.Last), r.FinalOf("c"));
            }
        }
        """)));

    [Fact]
    public void Graph_StepFunctions_AreKept() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [RnnModel]
        partial class M
        {
            [Lstm(4)] private static partial Recurrence Encode(Seq x);

            [Forward]
            private static (Seq a, Vec b) Outputs([Input(4)] Seq x, Tokens words, [Input(4)] Vec facts)
                => (Reverse(x) * Encode(x).StatesOf("c"), At(Repeat(like: words, v: facts), -2));
        }
        """)));

    [Fact]
    public void Graph_Attention_IsKept() => Snapshot.Verify(SpecPrinter.Print(Parse.Model("""
        [RnnModel]
        partial class M
        {
            [Attention(Score.Additive, Units = 6)]
            private static partial Attended Attend(Seq query, Seq keys, Seq values);

            [Forward]
            private static (Alignment scores, Seq context, Alignment weights) Outputs(
                [Input(3)] Seq query, [Input(4)] Seq memory)
            {
                Attended a = Attend(values: Tanh(memory), query: query, keys: memory);
                Alignment scores = a.Scores;
                return (scores, a.Context, ScaledDotAttention(Slice(memory, 0, 3), query).Weights);
            }
        }
        """)));

    [Theory]
    [InlineData("[Lstm(4)]", "LstmCell")]
    [InlineData("[Lstm(4, Peephole = true)]", "LstmPeepholeCell")]
    [InlineData("[Lstm(4, CoupledGates = true)]", "LstmCoupledCell")]
    [InlineData("[Lstm(4, Projection = 2)]", "LstmProjectedCell")]
    [InlineData("[Lstm(4, Projection = 2, CoupledGates = true)]", "LstmCoupledProjectedCell")]
    [InlineData("[Lstm(4, Projection = 2, Peephole = true)]", "LstmPeepholeProjectedCell")]
    [InlineData("[Lstm(4, Peephole = true, CoupledGates = true)]", "LstmPeepholeCoupledCell")]
    [InlineData("[Lstm(4, Projection = 2, Peephole = true, CoupledGates = true)]", "LstmPeepholeCoupledProjectedCell")]
    [InlineData("[Gru(4)]", "GruCell")]
    [InlineData("[Gru(4, Variant = GruVariant.ResetBefore)]", "GruResetBeforeCell")]
    [InlineData("[Gru(4, Variant = GruVariant.Textbook)]", "GruTextbookCell")]
    [InlineData("[SimpleRnn(4)]", "SimpleRnnCell")]
    [InlineData("[Recurrent<SlstmCell>(4)]", "SlstmCell")]
    [InlineData("[Recurrent<JoinedRnnCell>(4)]", "JoinedRnnCell")]
    public void Recurrent_Options_ChooseTheCell(string layer, string cell)
    {
        ModelSpec spec = Parse.Model($"[RnnModel][Input(8)]{layer} partial class M;");
        Assert.Equal(cell, Assert.IsType<RecurrentLayer>(spec.Layers[0]).Cell.Name);
    }

    [Fact]
    public void Spec_SameDeclarationTwice_IsEqual()
    {
        const string Source =
            "[RnnModel][Input(8)][Lstm(4, Projection = 2)][Dense(2)][Huber(Delta = 2)] partial class M;";
        Assert.Equal(Parse.Model(Source), Parse.Model("// moved\n\n" + Source));
        Assert.NotEqual(Parse.Model(Source), Parse.Model(Source.Replace("Dense(2)", "Dense(3)")));
    }

    [Fact]
    public void Shape_NestedClass_KeepsTheHeads()
    {
        ModelSpec spec = Parse.Model("""
            namespace A.@class
            {
                public static partial class Outer
                {
                    internal partial record struct Inner
                    {
                        [RnnModel, Input(2), Gru(3)]
                        internal sealed partial class M;
                    }
                }
            }
            """, "A.class.Outer+Inner+M");
        Assert.Equal("A.@class", spec.Namespace);
        Assert.Equal(["public static partial class Outer", "internal partial record struct Inner"],
            spec.ContainingTypes);
        Assert.Equal("internal sealed", spec.Modifiers);
    }
}
