using System.Text;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Tests.Support;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Compiler.Tests;

/// <summary>What the compiler prints, as people read it.</summary>
public class EmittedCodeTests
{
    private static readonly ModelSpec s_classifier = Specs.Model(
        "Classifier", 8, Specs.LstmLayer(16), new LastStepLayer(), new DenseLayer { Units = 3 });

    private static readonly ModelSpec s_tagger = Specs.Model(
        "Tagger", 8, Specs.GruLayer(20), new DenseLayer { Units = 9 });

    [Fact]
    public void Code_LstmClassifier_ReadsLikeHandWritten()
        => Snapshot.Verify(ModelCompiler.Compile(s_classifier, devices: false, default)[0].Text, "cs");

    [Fact]
    public void Devices_LstmClassifier_ReadsLikeHandWritten()
        => Snapshot.Verify(ModelCompiler.Compile(s_classifier, devices: true, default)[1].Text, "cs");

    [Fact]
    public void Dump_Lstm_ShowsEveryStage()
        => Snapshot.Verify(ModelCompiler.Dump(Specs.Model("M", 8, Specs.LstmLayer(16))), "ir");

    [Fact]
    public void Surface_OfEachLossAndShape_TypesPredict()
    {
        var text = new StringBuilder();
        foreach (ModelSpec spec in Predicting())
        {
            string loss = spec.Loss?.Kind.ToString() ?? "no loss";
            text.Append($"{loss}: {string.Join(", ", spec.Layers.Select(static layer => layer.GetType().Name))}\n");
            string[] surface = Predictions(ModelCompiler.Compile(spec, devices: false, default)[0].Text);
            Assert.Equal(surface, Predictions(ModelCompiler.Stub(spec, "what is wrong")));
            foreach (string line in surface)
                text.Append("    ").Append(line.Replace("global::", "")).Append('\n');
        }

        Snapshot.Verify(text.ToString());
    }

    [Fact]
    public void Surface_OfSeveralInputsAndHeads_TypesPredict()
    {
        var text = new StringBuilder();
        foreach (ModelSpec spec in Graphs())
        {
            string surface = Surface(ModelCompiler.Compile(spec, devices: false, default)[0].Text);
            Assert.Equal(surface, Surface(ModelCompiler.Stub(spec, "what is wrong")));
            text.Append(surface).Append('\n');
        }

        Snapshot.Verify(text.ToString());
    }

    [Fact]
    public void Code_Lines_StayReadable()
    {
        foreach (ModelSpec spec in new[] { s_classifier, s_tagger })
        {
            string[] lines = ModelCompiler.Compile(spec, devices: false, default)[0].Text.Split('\n');
            Assert.All(lines, static line => Assert.InRange(line.Length, 0, 140));
            Assert.All(lines, static line => Assert.Equal(line.TrimEnd(), line));
            for (var i = 1; i < lines.Length; i++)
            {
                bool opens = lines[i - 1].Length == 0 || lines[i - 1].EndsWith('{');
                Assert.False(lines[i].Length == 0 && opens, $"line {i}");
            }
        }
    }

    private static IEnumerable<ModelSpec> Predicting()
    {
        foreach (LossKind? kind in new LossKind?[]
        {
            LossKind.CrossEntropy, LossKind.BinaryCrossEntropy, LossKind.MeanSquared, LossKind.Huber, LossKind.Crf,
            LossKind.Ctc, null,
        })
        {
            foreach (int units in new[] { 1, 3 })
            {
                LossSpec? loss = kind is { } known ? new LossSpec { Kind = known } : null;
                var dense = new DenseLayer { Units = units };
                yield return Specs.Model("M", 8, Specs.GruLayer(4), new LastStepLayer(), dense) with { Loss = loss };
                yield return Specs.Model("M", 0, new EmbeddingLayer { Vocabulary = 9, Size = 4 }, dense) with
                {
                    Loss = loss,
                    Precision = Precision.Double,
                };
            }
        }
    }

    private static IEnumerable<ModelSpec> Graphs()
    {
        GraphInput words = new("words", true, new InputSpec { Features = 0 });
        GraphInput shapes = new("class", true, new InputSpec { Features = 4 });
        GraphInput facts = new("facts", false, new InputSpec { Features = 4 });
        GraphHead tags = new("slot_tags", true, new LossSpec { Kind = LossKind.Crf }) { Units = 3 };
        GraphHead kind = new("Kind", false, new LossSpec { Kind = LossKind.CrossEntropy }) { Units = 3 };
        GraphHead rate = new("rate", false, new LossSpec { Kind = LossKind.Huber }) { Units = 1 };
        GraphExpr each = Call(1, Call(0, new NameValue("words")));
        GraphExpr row = Call(1, new NameValue("facts"));
        ModelSpec Of(GraphInput[] inputs, GraphHead[] heads, params GraphExpr[] results) => Specs.Model(
            "M", inputs[0].Spec.Features, new EmbeddingLayer { Name = "embed", Vocabulary = 9, Size = 4 },
            new DenseLayer { Name = "three", Units = 3 }, new DenseLayer { Name = "one", Units = 1 }) with
        {
            Loss = null,
            Graph = new GraphSpec
            {
                Inputs = inputs.ToEquatableArray(),
                Heads = heads.ToEquatableArray(),
                Forward = new GraphMethod("Outputs", default, results.ToEquatableArray()),
            },
        };

        yield return Of([words, facts], [tags, kind], each, row);
        yield return Of(
            [words], [tags, new GraphHead("tags", true, null) { Units = 1 }], each,
            Call(2, Call(0, new NameValue("words"))));
        yield return Of([words, shapes, facts], [kind with { Name = "" }], Call(1, new PointwiseCall(
            CellFunction.Add, EquatableArray.Of<GraphExpr>(
                new NameValue("facts"), new GraphCall(GraphFunction.Last, EquatableArray.Of<GraphExpr>(
                    new PointwiseCall(CellFunction.Add, EquatableArray.Of<GraphExpr>(
                        Call(0, new NameValue("words")), new NameValue("class")))), default)))));
        yield return Of([facts], [new GraphHead("", false, null) { Units = 3 }], row) with
        {
            Precision = Precision.Double,
        };
        yield return Of([facts], [kind, rate], row, Call(2, new NameValue("facts")));
    }

    private static LayerCall Call(int layer, GraphExpr of) => new(layer, EquatableArray.Of(of));

    /// <summary>What stands between FromFile and the graph's methods; a stub is deeper by its namespace.</summary>
    private static string Surface(string text)
    {
        int from = text.IndexOf("        return model;", StringComparison.Ordinal);
        from = text.IndexOf("///", from, StringComparison.Ordinal);
        int to = text.IndexOf("// The method that wires", from, StringComparison.Ordinal);
        int depth = from - text.LastIndexOf('\n', from) - 1;
        return text[(from - depth)..to].Replace("\n" + new string(' ', depth), "\n", StringComparison.Ordinal)
            .Replace("global::", "", StringComparison.Ordinal).Trim() + "\n";
    }

    /// <summary>Heads and bodies of Predict.</summary>
    private static string[] Predictions(string text)
    {
        string[] lines = [.. text.Split('\n').Select(static line => line.Trim())];
        return
        [
            .. lines.Where((line, i) => line.Contains(" Predict(") || line.StartsWith("=> PredictAs")
                || (i > 0 && lines[i - 1].EndsWith(" Predict("))),
        ];
    }
}
