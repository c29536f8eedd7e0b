using System.Globalization;
using RnnGen.Data;
using Samples;

namespace RnnGen.Docs.Tests;

/// <summary>What stands around every sample: the command line, and what becomes of wrong files and data.</summary>
public sealed class SampleProgramTests : IDisposable
{
    private const SampleOptions All =
        SampleOptions.DataFile | SampleOptions.DataFolder | SampleOptions.Plots | SampleOptions.Device;

    private readonly string _folder = Directory.CreateTempSubdirectory("samples-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Options_AllOfThem_AreRead()
    {
        SampleArguments read = SampleArguments.Parse(
            [
                "--seed", "2147483647", "--epochs", "0", "--steps", "5", "--data", _folder, "--plots", "p",
                "--device", "cpu",
            ],
            All);
        Assert.Equal(
            (2147483647UL, 0, 5L, _folder, "p", "cpu"),
            (read.Seed, read.Epochs, read.Steps, read.Data, read.Plots, read.Device));
    }

    [Theory]
    [InlineData("--seed 5000000000", "--seed 5000000000: expected a whole number from 0 to 2147483647.")]
    [InlineData("--steps -1", "--steps -1: expected a whole number from 0 to 2147483647.")]
    [InlineData("--epochs", "--epochs needs a value.")]
    [InlineData("--data a", "There is no --data: this sample makes its data by rule.")]
    [InlineData("--plots a", "--plots is not known.")]
    [InlineData("--device cpu", "--device is not known.")]
    [InlineData("cpu", "cpu is not known.")]
    public void Options_WrongForASampleWithoutAny_AreRefusedWithTheUsage(string line, string message)
    {
        (int status, string said) = Run(line.Split(' '), SampleOptions.None, static _ => Assert.Fail("It ran."));
        Assert.Equal(2, status);
        Assert.StartsWith($"{message}{Environment.NewLine}options:", said);
    }

    [Theory]
    [InlineData("nothing", "DataFile", "there is no such file or folder.")]
    [InlineData("file", "DataFolder", "expected a folder, found a file.")]
    [InlineData("", "DataFile", "expected a file, found a folder.")]
    public void Data_OfAnotherKind_IsRefused(string name, string taken, string message)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");
        string path = Path.Combine(_folder, name);
        FormatException e = Assert.Throws<FormatException>(
            () => SampleArguments.Parse(["--data", path], Enum.Parse<SampleOptions>(taken)));
        Assert.Equal($"--data {path}: {message}", e.Message);
    }

    [Theory]
    [InlineData("None", false, false, false)]
    [InlineData("DataFile", true, false, false)]
    [InlineData("DataFolder, Plots, Device", true, true, true)]
    public void Help_ListsWhatTheSampleTakes(string taken, bool data, bool plots, bool device)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        TextWriter before = Console.Out;
        Console.SetOut(output);
        int status = SampleProgram.Run(
            ["--steps", "5", "-h"], Enum.Parse<SampleOptions>(taken), static _ => Assert.Fail("It ran."));
        Console.SetOut(before);
        string usage = output.ToString();
        Assert.Equal(0, status);
        Assert.Equal(
            (data, plots, device), (usage.Contains("--data"), usage.Contains("--plots"), usage.Contains("--device")));
    }

    [Fact]
    public void Plots_WhereAFileIs_AreRefusedBeforeTheSampleRuns()
    {
        string path = Path.Combine(_folder, "file");
        File.WriteAllText(path, "kept");
        (int status, string said) = Run(["--plots", path], All, static _ => Assert.Fail("It ran."));
        Assert.Equal(2, status);
        Assert.StartsWith($"No file can be written to the folder {path}: ", said);
        Assert.Equal("kept", File.ReadAllText(path));
    }

    [Fact]
    public void Plots_NewFolder_IsMadeAndEmpty()
    {
        string path = Path.Combine(_folder, "new", "pictures");
        Assert.Equal((0, ""), Run(["--plots", path], All, static _ => { }));
        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Fact]
    public void Files_AbsentOrTooShort_AreNamedInOneLine()
    {
        Assert.Equal(
            (2, $"There is no file *.json in {_folder} or a folder within.{Environment.NewLine}"),
            Run([], All, _ => DataFiles.Find(_folder, "*.json", SearchOption.AllDirectories)));
        Assert.Equal(
            (2, $"a.csv: expected at least 108 months, found 96.{Environment.NewLine}"),
            Run([], All, static _ => DataFiles.Require("a.csv", 96, 108, "months")));
        Assert.Equal(
            (2, $"a.csv(3,7): expected a number.{Environment.NewLine}"),
            Run([], All, static _ => throw new DataFormatException("a.csv", 3, 7, "expected a number.")));
    }

    [Fact]
    public void Files_OfAPattern_ComeInOrder()
    {
        foreach (string name in (string[])["b.txt", "a.txt", "c.md"])
            File.WriteAllText(Path.Combine(_folder, name), "");
        Assert.Equal(["a.txt", "b.txt"], DataFiles.Find(_folder, "*.txt").Select(Path.GetFileName));
    }

    // A mistake of the sample's own is one, and its trace is wanted; with a user's data the model says what it refuses.
    [Fact]
    public void Model_ThatRefuses_IsHeardWhereTheDataIsTheUsers()
    {
        static void Refuse(SampleArguments arguments) => throw new ArgumentException("There are 0 names.", "value");

        Assert.Throws<ArgumentException>(() => Run([], All, Refuse));
        Assert.Equal(
            (2, $"--data {_folder}: There are 0 names.{Environment.NewLine}"), Run(["--data", _folder], All, Refuse));
    }

    private static (int Status, string Said) Run(
        string[] arguments, SampleOptions options, Action<SampleArguments> sample)
    {
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        TextWriter before = Console.Error;
        Console.SetError(errors);
        try
        {
            return (SampleProgram.Run(arguments, options, sample), errors.ToString());
        }
        finally
        {
            Console.SetError(before);
        }
    }
}
