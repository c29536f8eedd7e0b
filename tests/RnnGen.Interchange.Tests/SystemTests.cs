using static RnnGen.Interchange.Tests.Reference;

namespace RnnGen.Interchange.Tests;

/// <summary>
/// Arrays as another system has them, its equations computed from them in plain loops, and what a model makes of them
/// once it has imported them; exported again they are the same bits.
/// </summary>
public sealed class SystemTests
{
    private const int H = 4, In = 3;

    private static readonly double[][] s_inputs = Inputs();

    [Theory]
    [InlineData("safetensors")]
    [InlineData("npz")]
    public void Keras_Lstm(string ending)
    {
        Arrays w = new Arrays().Add("lstm/kernel", In, 4 * H).Add("lstm/recurrent_kernel", H, 4 * H)
            .Add("lstm/bias", 4 * H);
        Check(new Models.OneBiasLstm(), WeightSystem.Keras, w, Run(KerasLstm(w, "lstm/"), s_inputs, H), ending);
    }

    [Fact]
    public void Keras_BidirectionalTagger_OfTokens()
    {
        var w = new Arrays();
        w.Add("embedding/embeddings", 11, In).Add("layernorm/gamma", In).Add("layernorm/beta", In);
        foreach (string direction in (string[])["forward", "backward"])
        {
            w.Add($"lstm/{direction}/kernel", In, 4 * H).Add($"lstm/{direction}/recurrent_kernel", H, 4 * H)
                .Add($"lstm/{direction}/bias", 4 * H);
        }

        w.Add("dense/kernel", 2 * H, 2).Add("dense/bias", 2);
        int[] tokens = [4, 0, 10, 7, 4];
        double[][] x = [.. tokens.Select(token => Part(w["embedding/embeddings"], token * In, In))];
        x = [.. x.Select(row => Normalise(row, w["layernorm/gamma"], w["layernorm/beta"]))];
        double[][] h = Both(KerasLstm(w, "lstm/forward/"), KerasLstm(w, "lstm/backward/"), x, H);
        double[][] expected = [.. h.Select(row => Add(Right(row, w["dense/kernel"], 2), Part(w["dense/bias"], 0, 2)))];
        Check(new Models.Tagger(), WeightSystem.Keras, w, expected, tokens: tokens);
    }

    [Theory]
    [InlineData(typeof(Models.Tagger))]
    [InlineData(typeof(Models.OneBiasLstm))]
    public void Keras_PathsOfASequential_AreThoseOfItsLayers(Type type)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.npz");
        Model<float> Make(ulong seed) => (Model<float>)Activator.CreateInstance(type, seed)!;
        Model<float> model = Make(5), other = Make(6);
        model.Export(path, WeightSystem.Keras);
        SafetensorsTensor[] arrays;
        using (SafetensorsFile file = WeightFile.Open(path))
        {
            arrays = [.. file.Tensors.Select(static tensor => SafetensorsTensor.From<float>(
                $"sequential_3/{tensor.Name}", tensor.Shape, tensor.ToArray<float>()))];
        }

        WeightFile.Write(path, arrays);
        Assert.Empty(other.Import(path, WeightSystem.Keras).Unused);
        Assert.Equal(model.Parameters.Flat.ToArray(), other.Parameters.Flat.ToArray());
    }

    [Fact]
    public void Keras_GruResetAfter()
    {
        Arrays w = new Arrays().Add("gru/kernel", In, 3 * H).Add("gru/recurrent_kernel", H, 3 * H)
            .Add("gru/bias", 2, 3 * H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] a = Add(Right(x, w["gru/kernel"], 3 * H), Part(w["gru/bias"], 0, 3 * H));
            double[] b = Add(Right(s[0], w["gru/recurrent_kernel"], 3 * H), Part(w["gru/bias"], 3 * H, 3 * H));
            double[] z = Map(a[..H], b[..H], static (p, q) => Sigmoid(p + q));
            double[] r = Map(a[H..(2 * H)], b[H..(2 * H)], static (p, q) => Sigmoid(p + q));
            double[] n = Add(a[(2 * H)..], Map(r, b[(2 * H)..], static (p, q) => p * q));
            return [Mix(z, Map(n, Math.Tanh), s[0])];
        }

        // one bias beside what is added up: the sum
        Check(new Models.PlainGru(), WeightSystem.Keras, w, Run(Step, s_inputs, H), roundTrip: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Keras_GruResetBefore_AlsoIntoTheTextbookOne(bool textbook)
    {
        Arrays w = new Arrays().Add("gru/kernel", In, 3 * H).Add("gru/recurrent_kernel", H, 3 * H)
            .Add("gru/bias", 3 * H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] a = Add(Right(x, w["gru/kernel"], 3 * H), Part(w["gru/bias"], 0, 3 * H));
            double[] b = Right(s[0], w["gru/recurrent_kernel"], 3 * H);
            double[] z = Map(a[..H], b[..H], static (p, q) => Sigmoid(p + q));
            double[] r = Map(a[H..(2 * H)], b[H..(2 * H)], static (p, q) => Sigmoid(p + q));
            double[] reset = Map(r, s[0], static (p, q) => p * q);
            double[] n = Add(a[(2 * H)..], Right(reset, w["gru/recurrent_kernel"], 3 * H, 0, 2 * H, H));
            return [Mix(z, Map(n, Math.Tanh), s[0])];
        }

        double[][] expected = Run(Step, s_inputs, H);
        if (textbook)
            Check(new Models.Textbook(), WeightSystem.Keras, w, expected);
        else
            Check(new Models.ResetBefore(), WeightSystem.Keras, w, expected);
    }

    [Fact]
    public void Keras_SimpleRnn()
    {
        Arrays w = new Arrays().Add("rnn/kernel", In, H).Add("rnn/recurrent_kernel", H, H)
            .Add("rnn/bias", H);
        double[][] Step(double[] x, double[][] s) =>
        [
            Map(
                Add(
                    Right(x, w["rnn/kernel"], H), Right(s[0], w["rnn/recurrent_kernel"], H),
                    Part(w["rnn/bias"], 0, H)),
                static a => Math.Max(0, a)),
        ];
        Check(new Models.ReluRnn(), WeightSystem.Keras, w, Run(Step, s_inputs, H));
    }

    [Fact]
    public void Onnx_LstmWithPeepholes_BothDirections()
    {
        Arrays w = new Arrays().Add("lstm.W", 2, 4 * H, In).Add("lstm.R", 2, 4 * H, H).Add("lstm.B", 2, 8 * H)
            .Add("lstm.P", 2, 3 * H);
        Step Of(int d) => (x, s) =>
        {
            // i, o, f, c
            double[] a = Add(
                Left(w["lstm.W"], d * 4 * H, 4 * H, x),
                Left(w["lstm.R"], d * 4 * H, 4 * H, s[0]),
                Part(w["lstm.B"], d * 8 * H, 4 * H),
                Part(w["lstm.B"], (d * 8 * H) + (4 * H), 4 * H));
            double[] Peep(int k, double[] c) =>
                Map(Part(w["lstm.P"], (d * 3 * H) + (k * H), H), c, static (p, q) => p * q);
            double[] i = Map(Add(a[..H], Peep(0, s[1])), Sigmoid);
            double[] f = Map(Add(a[(2 * H)..(3 * H)], Peep(2, s[1])), Sigmoid);
            double[] g = Map(a[(3 * H)..], Math.Tanh);
            double[] next = Add(Map(f, s[1], static (p, q) => p * q), Map(i, g, static (p, q) => p * q));
            double[] o = Map(Add(a[H..(2 * H)], Peep(1, next)), Sigmoid);
            return [Map(o, next, static (p, q) => p * Math.Tanh(q)), next];
        };
        double[][] expected = Both(Of(0), Of(1), s_inputs, H);
        Check(new Models.Peephole(), WeightSystem.Onnx, w, expected, roundTrip: false);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Onnx_Gru(int linearBeforeReset)
    {
        Arrays w = new Arrays().Add("gru.W", 1, 3 * H, In).Add("gru.R", 1, 3 * H, H).Add("gru.B", 1, 6 * H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] W(int k) => Add(Left(w["gru.W"], k * H, H, x), Part(w["gru.B"], k * H, H));
            double[] R(int k, double[] h) => Left(w["gru.R"], k * H, H, h);
            double[] B(int k) => Part(w["gru.B"], (3 + k) * H, H);
            double[] z = Map(Add(W(0), R(0, s[0]), B(0)), Sigmoid), r = Map(Add(W(1), R(1, s[0]), B(1)), Sigmoid);
            double[] inner = linearBeforeReset == 0
                ? Add(R(2, Map(r, s[0], static (p, q) => p * q)), B(2))
                : Map(r, Add(R(2, s[0]), B(2)), static (p, q) => p * q);
            return [Mix(z, Map(Add(W(2), inner), Math.Tanh), s[0])];
        }

        double[][] expected = Run(Step, s_inputs, H);
        if (linearBeforeReset == 1)
            Check(new Models.PlainGru(), WeightSystem.Onnx, w, expected, roundTrip: false);
        else
            Check(new Models.Textbook(), WeightSystem.Onnx, w, expected);
    }

    [Fact]
    public void Flax_Lstm()
    {
        var w = new Arrays();
        foreach (char gate in "ifgo")
            w.Add($"lstm/i{gate}/kernel", In, H).Add($"lstm/h{gate}/kernel", H, H).Add($"lstm/h{gate}/bias", H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] A(char gate) => Add(
                Right(x, w[$"lstm/i{gate}/kernel"], H), Right(s[0], w[$"lstm/h{gate}/kernel"], H),
                Part(w[$"lstm/h{gate}/bias"], 0, H));
            return Reference.Lstm(
                Map(A('i'), Sigmoid), Map(A('f'), Sigmoid), Map(A('g'), Math.Tanh), Map(A('o'), Sigmoid), s[1]);
        }

        Check(new Models.OneBiasLstm(), WeightSystem.Flax, w, Run(Step, s_inputs, H));
    }

    [Fact]
    public void Flax_Gru()
    {
        var w = new Arrays();
        foreach (char gate in "rzn")
            w.Add($"gru/i{gate}/kernel", In, H).Add($"gru/i{gate}/bias", H).Add($"gru/h{gate}/kernel", H, H);
        w.Add("gru/hn/bias", H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] I(char gate) => Add(Right(x, w[$"gru/i{gate}/kernel"], H), Part(w[$"gru/i{gate}/bias"], 0, H));
            double[] S(char gate) => Right(s[0], w[$"gru/h{gate}/kernel"], H);
            double[] r = Map(Add(I('r'), S('r')), Sigmoid), z = Map(Add(I('z'), S('z')), Sigmoid);
            double[] inner = Add(S('n'), Part(w["gru/hn/bias"], 0, H));
            double[] n = Map(Add(I('n'), Map(r, inner, static (p, q) => p * q)), Math.Tanh);
            return [Mix(z, n, s[0])];
        }

        Check(new Models.PlainGru(), WeightSystem.Flax, w, Run(Step, s_inputs, H));
    }

    [Fact]
    public void Brainstate_Lstm_HasItsOneInTheBias()
    {
        Arrays w = new Arrays().Add("lstm/W/weight", In + H, 4 * H).Add("lstm/W/bias", 4 * H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] a = Add(Right([.. x, .. s[0]], w["lstm/W/weight"], 4 * H), Part(w["lstm/W/bias"], 0, 4 * H));
            return Reference.Lstm(
                Map(a[..H], Sigmoid), Map(a[(2 * H)..(3 * H)], static f => Sigmoid(f + 1)),
                Map(a[H..(2 * H)], Math.Tanh), Map(a[(3 * H)..], Sigmoid), s[1]);
        }

        // 1 is added and taken off again, each rounded
        Check(new Models.OneBiasLstm(), WeightSystem.Brainstate, w, Run(Step, s_inputs, H), tolerance: 2e-7);
    }

    /// <summary>The forget gate of a layer without a bias is sigmoid(f + 1) all the same.</summary>
    [Fact]
    public void Brainstate_LstmWithoutABias_HasItsOneAllTheSame()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("in.npz"), flax = folder.File("flax.npz");
        Arrays w = new Arrays().Add("lstm/W/weight", In + H, 4 * H);
        w.Save(path);
        double[][] Step(double[] x, double[][] s)
        {
            double[] a = Right([.. x, .. s[0]], w["lstm/W/weight"], 4 * H);
            return Reference.Lstm(
                Map(a[..H], Sigmoid), Map(a[(2 * H)..(3 * H)], static f => Sigmoid(f + 1)),
                Map(a[H..(2 * H)], Math.Tanh), Map(a[(3 * H)..], Sigmoid), s[1]);
        }

        double[][] expected = Run(Step, s_inputs, H);
        var model = new Models.OneBiasLstm();
        model.Import(path, WeightSystem.Brainstate);
        AssertOutputs(model, expected, null);

        // without the model
        var options = new ConversionOptions
        {
            Cells = new Dictionary<string, WeightCell> { ["lstm"] = WeightCell.Lstm },
        };
        ExportReport report = WeightInterchange.Convert(
            path, WeightSystem.Brainstate, flax, WeightSystem.Flax, options);
        Assert.Contains(report.Notes, static note => note.Contains("the 1 that brainstate", StringComparison.Ordinal));
        model.Parameters.Flat.Clear();
        model.Import(flax, WeightSystem.Flax);
        AssertOutputs(model, expected, null);

        // the 1 has no place where there is no bias
        var none = new Models.NoBiasLstm();
        var error = Assert.Throws<CheckpointException>(() => none.Import(path, WeightSystem.Brainstate));
        Assert.Contains("declare Biases = 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("brainstate adds 1 to the forget gate", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Brainstate_Gru_IsTheTextbookOne(bool textbook)
    {
        Arrays w = new Arrays().Add("gru/Wrz/weight", In + H, 2 * H).Add("gru/Wrz/bias", 2 * H)
            .Add("gru/Wh/weight", In + H, H).Add("gru/Wh/bias", H);
        double[][] Step(double[] x, double[][] s)
        {
            double[] a = Map(
                Add(Right([.. x, .. s[0]], w["gru/Wrz/weight"], 2 * H), Part(w["gru/Wrz/bias"], 0, 2 * H)), Sigmoid);
            double[] reset = Map(a[..H], s[0], static (p, q) => p * q);
            double[] n = Map(
                Add(Right([.. x, .. reset], w["gru/Wh/weight"], H), Part(w["gru/Wh/bias"], 0, H)), Math.Tanh);
            return [Mix(a[H..], s[0], n)];
        }

        double[][] expected = Run(Step, s_inputs, H);
        if (textbook)
            Check(new Models.Textbook(), WeightSystem.Brainstate, w, expected);
        else
            Check(new Models.ResetBefore(), WeightSystem.Brainstate, w, expected);
    }

    private static Step KerasLstm(Arrays w, string prefix) => (x, s) =>
    {
        // i, f, c, o
        double[] a = Add(
            Right(x, w[prefix + "kernel"], 4 * H), Right(s[0], w[prefix + "recurrent_kernel"], 4 * H),
            Part(w[prefix + "bias"], 0, 4 * H));
        return Reference.Lstm(
            Map(a[..H], Sigmoid), Map(a[H..(2 * H)], Sigmoid), Map(a[(2 * H)..(3 * H)], Math.Tanh),
            Map(a[(3 * H)..], Sigmoid), s[1]);
    };

    private static double[] Normalise(double[] x, float[] gain, float[] shift)
    {
        double mean = x.Average(), variance = x.Average(v => (v - mean) * (v - mean));
        return [.. x.Select((v, i) => ((v - mean) / Math.Sqrt(variance + 1e-5) * gain[i]) + shift[i])];
    }

    private static void Check(
        Model<float> model, WeightSystem system, Arrays arrays, double[][] expected, string ending = "npz",
        int[]? tokens = null, bool roundTrip = true, double tolerance = 0)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File($"in.{ending}"), back = folder.File($"out.{ending}");
        string again = folder.File("again.npz");
        arrays.Save(path);
        LoadReport report = model.Import(path, system);
        Assert.Empty(report.Unused);
        Assert.Empty(report.Skipped);
        Assert.Equal(model.Parameters.Infos.Count, report.Loaded.Count);
        AssertOutputs(model, expected, tokens);

        // what was written computes the same, and is the same where nothing was added up
        float[] parameters = model.Parameters.Flat.ToArray();
        model.Export(back, system);
        if (roundTrip)
            arrays.AssertSame(back, tolerance);
        model.Parameters.Flat.Clear();
        model.Import(back, system);
        AssertOutputs(model, expected, tokens);
        if (roundTrip && tolerance == 0)
            Assert.Equal(parameters, model.Parameters.Flat.ToArray());
        model.Export(again, system);
        WeightTests.AssertSame(back, again, tolerance);
    }

    private static void AssertOutputs(Model<float> model, double[][] expected, int[]? tokens)
    {
        var actual = new float[expected.Length * expected[0].Length];
        if (tokens is null)
        {
            float[] x = [.. s_inputs.SelectMany(static row => row.Select(static v => (float)v))];
            model.Predict(x, actual);
        }
        else
        {
            model.Predict(tokens, actual);
        }

        double[] flat = [.. expected.SelectMany(static row => row)];
        for (int i = 0; i < flat.Length; i++)
            Assert.True(Math.Abs(flat[i] - actual[i]) < 1e-5, $"output {i}: {flat[i]}, {actual[i]}");
    }

    private static double[][] Inputs()
    {
        var random = new System.Random(11);
        return
        [
            .. Enumerable.Range(0, 6).Select(_ => Enumerable.Range(0, In)
                .Select(_ => (double)(float)((random.NextDouble() * 3) - 1.5)).ToArray()),
        ];
    }
}
