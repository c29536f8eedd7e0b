namespace RnnGen.Onnx.Tests;

/// <summary>What ONNX Runtime and ONNX's checker make of exported models.</summary>
public sealed class ExportTests
{
    /// <summary>Every case with rows of all lengths, rows of one length, and without lengths.</summary>
    public static TheoryData<string> Jobs => [.. ExportCase.Chosen.SelectMany(static c
        => new[] { $"{c.Name}/ragged", $"{c.Name}/equal", $"{c.Name}/full" })];

    [RuntimeTheory]
    [MemberData(nameof(Jobs))]
    public void Export_RunInOnnxRuntime_GivesTheModelsOutputs(string name) => RuntimeJobs.All.Compare(name);

    /// <summary>Decoders.</summary>
    public static TheoryData<string> Decoders => [.. StepJob.Cases.Select(static c => c.Name)];

    [RuntimeTheory]
    [MemberData(nameof(Decoders))]
    public void Decoder_RunTokenByTokenInOnnxRuntime_GivesTheModelsScores(string name)
        => RuntimeJobs.All.CompareSteps(name);

    [CheckerFact]
    public void Exports_AllOfThem_PassOnnxsChecker()
    {
        string script = Path.Combine(AppContext.BaseDirectory, "check.py");
        Assert.Equal("checked", Peer.Python(script, RuntimeJobs.All.Folder).Trim());
    }
}
