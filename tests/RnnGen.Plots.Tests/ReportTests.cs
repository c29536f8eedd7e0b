using System.Globalization;
using System.Xml.Linq;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Plots.Tests;

public sealed class ReportTests
{
    [Fact]
    public void Report_OfARun_IsAsVerified() => Snapshot.Verify(Report().ToHtml(), "html");

    /// <summary>One file: nothing is loaded from anywhere.</summary>
    [Fact]
    public void Report_AsAFile_NeedsNothingElse()
    {
        string html = Report().ToHtml();
        XElement page = XDocument.Parse(html).Root!;
        Assert.Equal("html", page.Name.LocalName);
        Assert.DoesNotContain(page.DescendantsAndSelf(), static element =>
            element.Name.LocalName is "script" or "link" or "img" or "iframe");
        Assert.DoesNotContain("url(", html);
        Assert.DoesNotContain("@import", html);
        Assert.All(html.Split("http").Skip(1), static rest =>
            Assert.StartsWith("://www.w3.org/2000/svg", rest, StringComparison.Ordinal));
    }

    [Fact]
    public void Report_InDarkness_HasNoBlackTextInItsPictures()
    {
        string html = Report().ToHtml();
        Assert.Contains("prefers-color-scheme: dark", html);
        string[] fixedTexts =
        [
            .. html.Split('\n').Where(static line => line.StartsWith("<text", StringComparison.Ordinal)
                && !line.Contains("var(--", StringComparison.Ordinal)),
        ];

        // Those in the cells of the confusion matrix stand on colours of their own.
        Assert.All(fixedTexts, static line => Assert.Matches(@">\d+</text>", line));
    }

    [Fact]
    public void Output_InAnyCulture_IsTheSameBytes()
    {
        string svg = Plot.LearningCurves(Runs.Long()).ToSvg(), html = Report().ToHtml();
        byte[] png = Plot.LearningCurves(Runs.Long()).ToPng();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat = new NumberFormatInfo
            {
                NumberDecimalSeparator = ",",
                NegativeSign = "~",
                NumberGroupSeparator = ".",
            };
            CultureInfo.CurrentCulture = odd;
            Assert.Equal(svg, Plot.LearningCurves(Runs.Long()).ToSvg());
            Assert.Equal(html, Report().ToHtml());
            Assert.Equal(png, Plot.LearningCurves(Runs.Long()).ToPng());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>A trained run, saved: settings, curves and the files themselves.</summary>
    [Fact]
    public void Report_OfATrainer_SavesItsSettings()
    {
        var model = new Reader(seed: 1);
        using var trainer = new Trainer<float>(model, new Adam(1e-2)) { BatchSize = 4, ClipNorm = 2 };
        Sample<float>[] samples =
        [
            .. Enumerable.Range(0, 12).Select(static i =>
                Sample<float>.FromTokens(new[] { i % 5, 1, 2 }) with { Class = i % 3 }),
        ];
        TrainingHistory history = trainer.Fit(samples, epochs: 2);
        string folder = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        try
        {
            string file = Path.Combine(folder, "deeper", "report.html");
            TrainingReport.Of(trainer, history).Save(file);
            string html = File.ReadAllText(file);
            Assert.Contains("<td>Adam</td>", html);
            Assert.Contains("<th scope=\"row\">largest gradient norm</th><td>2</td>", html);
            Assert.Contains(">gru.weight_ih_l0</text>", html);
            Plot.LearningCurves(history).Save(Path.Combine(folder, "curves.SVG"));
            Plot.LearningCurves(history).Save(Path.Combine(folder, "curves.png"));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static TrainingReport Report() => new(
        new Reader(seed: 1) { ClassNames = ["glad", "sad", "<neither>"] }, Runs.Long())
    {
        Description = "Moods & sentences",
        Settings = { ("optimizer", "Adam"), ("batch size", "32") },
        Test = new Evaluation(
            0.1234, new Dictionary<string, double> { ["accuracy"] = 0.986 }, 349, TimeSpan.FromSeconds(1)),
        Confusion = Runs.Confusion(3),
        Machine = new ReportMachine("an operating system", "X64, 2 processors, Vector256", ".NET 10"),
        Made = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };
}
