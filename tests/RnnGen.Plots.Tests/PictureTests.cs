using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Tests;

/// <summary>Every kind of picture, as somebody looked at it.</summary>
public sealed class PictureTests
{
    private static readonly string[] s_languages =
    [
        "Arabic", "Chinese", "Czech", "Dutch", "English", "French", "German", "Greek", "Irish", "Italian", "Japanese",
        "Korean", "Polish", "Portuguese", "Russian", "Scottish", "Spanish", "Vietnamese",
    ];

    [Fact]
    public void LearningCurves_WithMetricsAndRate_AreThreePanels() => Shown.Verify(Plot.LearningCurves(Runs.Long()));

    [Fact]
    public void LearningCurves_OfOneEpoch_AreDots() => Shown.Verify(Plot.LearningCurves(Runs.OneEpoch()));

    [Fact]
    public void LearningCurves_OfSeveralRuns_ShareAPanel() => Shown.Verify(Plot.LearningCurves(
        [("LSTM", Runs.Long()), ("GRU", Runs.Long(0.2)), ("update gate", Runs.Long(0.01))]));

    [Fact]
    public void StatesOverTime_OfThreeCells_StandSideBySide() => Shown.Verify(Plot.StatesOverTime(
        [
            ("RNN, hidden state", new StateTrace("rnn.h_l0", 8, Runs.Wave(160, 0))),
            ("LSTM, cell state", new StateTrace("lstm.c_l0", 8, Runs.Wave(160, 1, 3.7))),
            ("GRU, hidden state", new StateTrace("gru.h_l0", 8, Runs.Wave(160, 2, 0.6))),
        ]));

    [Fact]
    public void GradientsOverTime_OfTwoCells_AreLogarithmic() => Shown.Verify(Plot.GradientsOverTime(
        [
            ("RNN", new GradientTrace("rnn.h_l0", [.. Enumerable.Range(0, 60).Select(static k => Math.Pow(0.7, k))])),
            ("LSTM", new GradientTrace(
                "lstm.c_l0", [.. Enumerable.Range(0, 60).Select(static k => Math.Pow(0.97, k))])),
        ]));

    [Fact]
    public void TruthAndPrediction_OfYears_HasYearsOnItsAxis() => Shown.Verify(Plot.TruthAndPrediction(
        Runs.Wave(48, 0, 120), Runs.Wave(48, 0.15, 110),
        new PlotOptions { XStart = 1957, XStep = 1.0 / 12, X = "year", Y = "passengers (thousands)" }));

    [Fact]
    public void Lines_OfLargeNumbers_HavePowersOfTen() => Shown.Verify(Plot.Lines<double>(
        [("first", Runs.Wave(30, 0, 4e7)), ("second", Runs.Wave(30, 1, 2e7)), ("third", [1e7, double.NaN, 2e7])]));

    [Fact]
    public void Attention_OfWords_HasThemAtItsSides()
    {
        string[] read = ["she", "does", "not", "look", "for", "my", "black", "cat", "."];
        string[] said = ["elle", "ne", "cherche", "pas", "mon", "chat", "noir", ".", "<end>"];
        float[] weights = [.. Enumerable.Range(0, 81).Select(static i => i / 9 == i % 9 ? 0.8f : 0.025f)];
        Shown.Verify(Plot.Attention<float>(weights, said, read));
    }

    [Fact]
    public void Confusion_OfThreeClasses_HasCounts() =>
        Shown.Verify(Plot.Confusion(Runs.Confusion(3), ["left", "right", "neither"]));

    [Fact]
    public void Confusion_Of18Classes_HasSlantedNames() =>
        Shown.Verify(Plot.Confusion(Runs.Confusion(18), s_languages));

    [Fact]
    public void Confusion_Of60Classes_LeavesNoNameOverAnother() =>
        Layout.AssertReadable(Plot.Confusion(Runs.Confusion(60)));

    [Fact]
    public void ParameterHistograms_OfEachTensor_AreSmallPanels()
    {
        var model = new Reader(seed: 1);
        Span<float> all = model.Parameters.Flat;
        for (int i = 0; i < all.Length; i++)
            all[i] = (float)Math.Cbrt(Math.Sin(12.9898 * i));
        Shown.Verify(Plot.ParameterHistograms(model));
    }

    [Fact]
    public void InputAndOutput_OfFeatures_AreLinesOverOneTime()
    {
        var model = new LinearSteps(seed: 1);
        Shaped.Set(model, w: 0.9, u: 0.2, b: 0.01, v: 1.5, a: 0);
        Shown.Verify(Plot.InputAndOutput(model, Sample<double>.FromFeatures(Runs.Wave(40, 0), 40)));
    }

    [Fact]
    public void InputAndOutput_OfTokens_AreColours()
    {
        var model = new Reader(seed: 1) { ClassNames = ["glad", "sad", "neither"] };
        Span<float> all = model.Parameters.Flat;
        for (int i = 0; i < all.Length; i++)
            all[i] = (float)(2 * Math.Sin(12.9898 * i));
        model.Parameters.Commit();
        Shown.Verify(Plot.InputAndOutput(model, Sample<float>.FromTokens(new[] { 0, 4, 1, 3, 3, 2 })));
    }

    [Fact]
    public void Heatmap_WithAHole_LeavesItEmpty() =>
        Shown.Verify(
            Plot.Heatmap([.. Runs.Wave(47, 0), double.NaN], columns: 12, new PlotOptions { Title = "A wave" }));

    [Fact]
    public void Letters_AllOfThem_AreDrawn()
    {
        var canvas = new Canvas(760, 200);
        string[] lines =
        [
            "ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 ∂∇Δαβλμστθ",
            "abcdefghijklmnopqrstuvwxyz.,:;!?'\"()[]{}<>≤≥±×=+−",
            "àéîõüçñčřů ÀÉÎÕÜÇÑČŘŮ æøßłı @#$%&*~^|\\/_-–—…°→←‖",
            "The quick brown fox jumps over the lazy dog: ∂loss/∂state",
        ];
        for (int i = 0; i < lines.Length; i++)
        {
            canvas.Text(10, 30 + (i * 45), lines[i], new TextStyle(22), Paint.Text);
            canvas.Text(10, 48 + (i * 45), lines[i], new TextStyle(11, IsBold: i % 2 == 1), Paint.Text);
        }

        Shown.Verify(new Picture(canvas, "Letters"));
    }
}
