namespace RnnGen.Tests;

public sealed class ForecastTests
{
    private const int Width = 3;
    private const int Steps = 7;

    private static readonly RnnOptions s_options = new() { Inputs = Width, Units = Width };

    public static TheoryData<Forecasting, bool, bool> Ways => new()
    {
        { Forecasting.MovingWindow, true, false },
        { Forecasting.MovingWindow, false, true },
        { Forecasting.RunOn, true, true },
        { Forecasting.RunOn, false, false },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Forecast_OfAWindow_IsThatOfAStreamFedBack(Forecasting how, bool perStep, bool scales)
    {
        var model = new RnnModel<float>(s_options with { PerStep = perStep });
        if (scales)
            model.InputScaler = model.TargetScaler = new Scaler([1.0, -2, 0.5], [2.0, 3, 0.25]);
        float[] window = Draw.Values<float>(6 * Width, seed: 3);
        float[,] forecast = model.Forecast(window, Steps, how);
        Assert.Equal((Steps, Width), (forecast.GetLength(0), forecast.GetLength(1)));
        Assert.Equal(ByHand(model, window, how), forecast.Cast<float>());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Forecast_OfManyWindows_IsThatOfEachAlone(Forecasting how, bool perStep, bool scales)
    {
        var model = new RnnModel<double>(s_options with { PerStep = perStep }) { MaxThreads = 3 };
        if (scales)
            model.InputScaler = model.TargetScaler = new Scaler([1.0, -2, 0.5], [2.0, 3, 0.25]);
        double[][] windows =
            [.. Enumerable.Range(0, 70).Select(i => Draw.Values<double>((1 + (i % 5)) * Width, seed: i))];
        Sample<double>[] samples =
            [.. windows.Select(static window => Sample<double>.FromFeatures(window, window.Length / Width))];
        double[,,] forecast = model.Forecast(samples, Steps, how);
        Assert.Equal((70, Steps, Width), (forecast.GetLength(0), forecast.GetLength(1), forecast.GetLength(2)));
        Assert.Equal(windows.SelectMany(w => model.Forecast(w, Steps, how).Cast<double>()), forecast.Cast<double>());
    }

    [Theory]
    [InlineData(Forecasting.MovingWindow)]
    [InlineData(Forecasting.RunOn)]
    public void Forecast_WithKnownFeatures_ReadsThemBehindThePredictions(Forecasting how)
    {
        var model = new RnnModel<double>(s_options with { Inputs = 5 })
        {
            InputScaler = new Scaler([1.0, -2, 0.5, 7, 0], [2.0, 3, 0.25, 2, 1]),
            TargetScaler = new Scaler([1.0, -2, 0.5], [2.0, 3, 0.25]),
        };
        double[][] windows = [Draw.Values<double>(4 * 5, 1), Draw.Values<double>(4 * 5, 2)];
        double[] known = Draw.Values<double>(2 * Steps * 2, 3);
        Sample<double>[] samples = [.. windows.Select(static w => Sample<double>.FromFeatures(w, 4))];
        double[,,] forecast = model.Forecast(samples, Steps, how, known);
        for (int row = 0; row < 2; row++)
        {
            var read = new List<double>(windows[row]);
            for (int step = 0; step < Steps; step++)
            {
                ReadOnlySpan<double> from = read.ToArray();
                double[] output = Last(model, how == Forecasting.RunOn ? from : from[^(4 * 5)..]);
                for (int o = 0; o < Width; o++)
                    Assert.Equal(output[o], forecast[row, step, o]);
                read.AddRange(output);
                read.AddRange(known.AsSpan(((row * Steps) + step) * 2, 2));
            }
        }
    }

    [Fact]
    public void MovingWindow_NeedsNoCausalModel()
    {
        var model = new RnnModel<float>(s_options with { IsCausal = false, FixedSteps = 4 });
        float[] window = Draw.Values<float>(4 * Width, seed: 3);
        Assert.Equal(Steps, model.Forecast(window, Steps).GetLength(0));
        Assert.Contains("cannot run on", Refusal(() => model.Forecast(window, Steps, Forecasting.RunOn)));
        Assert.Throws<ArgumentException>(() => model.Forecast(window.AsSpan(Width), Steps));
    }

    [Fact]
    public void Forecast_WhatDoesNotFit_IsRefused()
    {
        var model = new RnnModel<float>(s_options);
        Assert.Throws<ArgumentException>(() => model.Forecast(new float[4], 1));
        Assert.Throws<ArgumentException>(() => model.Forecast(ReadOnlySpan<float>.Empty, 1));
        Assert.Throws<ArgumentException>(() => model.Forecast([1, float.NaN, 2], 1));
        Assert.Throws<ArgumentException>(() => model.Forecast(new float[3], 2, known: [1f]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(new float[3], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Forecast(new float[3], 1, (Forecasting)9));
        Assert.Empty(model.Forecast(Array.Empty<Sample<float>>(), 2));
        ArgumentException tokens = Assert.Throws<ArgumentException>(
            () => model.Forecast([Sample<float>.FromTokens(new[] { 1 })], 1));
        Assert.Contains("windows[0] holds tokens", tokens.Message);

        var wide = new RnnModel<float>(s_options with { Units = 4 });
        Assert.Contains("4 outputs and reads 3 features", Refusal(() => wide.Forecast(new float[3], 1)));
        var narrow = new RnnModel<float>(s_options with { Units = 2 });
        ArgumentException unknown = Assert.Throws<ArgumentException>(() => narrow.Forecast(new float[3], 2));
        Assert.Contains("known has 0 elements", unknown.Message);
        var reader = new RnnModel<float>(s_options with { Vocabulary = 4 });
        Assert.Contains(
            "reads tokens", Refusal(() => reader.Forecast([Sample<float>.FromTokens(new[] { 1 })], 1)));
        var classes = new RnnModel<float>(
            s_options with { Loss = new Program.LossInfo { Kind = LossKind.CrossEntropy } });
        Assert.Contains("scores of classes", Refusal(() => classes.Forecast(new float[3], 1)));
    }

    [Theory]
    [InlineData(Forecasting.MovingWindow)]
    [InlineData(Forecasting.RunOn)]
    public void Forecast_OfAModelThatDiverged_SaysSo(Forecasting how)
    {
        var model = new RnnModel<float>(s_options);
        model.Parameters["cell.bias"].Fill(float.NaN);
        model.Parameters.Commit();
        Assert.Throws<ArithmeticException>(() => model.Forecast(new float[6], 3, how));
    }

    private static string Refusal(Action call) => Assert.Throws<InvalidOperationException>(call).Message;

    private static float[] ByHand(Model<float> model, float[] window, Forecasting how)
    {
        using ModelStream<float> stream = model.CreateStream();
        var read = new List<float>(window);
        for (int step = 0; step < Steps; step++)
        {
            stream.Reset();
            float[] output = [];
            int start = how == Forecasting.RunOn ? 0 : read.Count - window.Length;
            for (int at = start; at < read.Count; at += Width)
                output = stream.Step(read.ToArray().AsSpan(at, Width)).ToArray();
            read.AddRange(output);
        }

        return [.. read.Skip(window.Length)];
    }

    private static double[] Last(Model<double> model, ReadOnlySpan<double> window)
    {
        var outputs = new double[window.Length / 5 * Width];
        model.Predict(window, outputs);
        return outputs[^Width..];
    }
}
