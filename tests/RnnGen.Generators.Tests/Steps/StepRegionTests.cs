using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Schedule;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests.Steps;

/// <summary>What of a decoder is computed once and what at each step, and which networks cannot decode.</summary>
public class StepRegionTests
{
    [Theory]
    [InlineData(
        "luong", "SourceEvaluate EncodeL0Evaluate DecodeL0StartEvaluate AttendKeysEvaluate",
        "TargetEvaluate DecodeL0Evaluate AttendEvaluate CombineEvaluate EmitEvaluate", "decode_l0.h")]
    [InlineData(
        "features, heads and chunks", "EncodeL0Evaluate DecodeL0StartEvaluate",
        "TargetEvaluate DecodeL0Evaluate SomeEvaluate ScoresEvaluate OthersEvaluate JoinOutputEvaluate2",
        "decode_l0.h")]
    [InlineData("nothing else", "", "TargetEvaluate AboveL0Evaluate EmitEvaluate", "above_l0.h above_l0.c")]
    public void Programs_OfADecoder_AreComputedOnceOrAtEachStep(
        string name, string begin, string advance, string states)
    {
        NetworkSchedule schedule = NetworkScheduler.Run(StepNetworks.Lower(name), new Memory(8), training: false);
        Assert.Equal(begin, Names(schedule.Steps!.Begin));
        Assert.Equal(advance, Names(schedule.Steps.Advance));
        Assert.Equal(states, string.Join(' ', StepNetworks.Create(name).Info.Step!.States.Select(static s => s.Name)));
        string printed = SchedulePrinter.Print(schedule);
        Assert.Contains("advance TargetEvaluate", printed);

        static string Names(IEnumerable<RegionProgram> programs)
            => string.Join(' ', programs.Select(static program => program.Name));
    }

    [Theory]
    [InlineData("Seq Scores(Tokens previous) => Emit(Both(Target(previous)).Outputs)", "runs from the end of 'x'")]
    [InlineData(
        "Seq Scores(Tokens previous) => Emit(Attend(Above(Target(previous)).Outputs, Target(previous)).Context)",
        "attends to all of 'x'")]
    [InlineData(
        "Seq Scores(Tokens previous) => Emit(Gather(Above(Target(previous)).Outputs, previous))",
        "reads any step of 'x'")]
    [InlineData(
        "Seq Scores(Tokens previous) => "
            + "Emit(Decode(Target(previous), States(Read(MeanPool(Above(Target(previous)).Outputs)))).Outputs)",
        "reads what is known when 'x' has ended")]
    [InlineData(
        "Seq Scores(Tokens previous, Tokens source) => Emit(Concat(Above(Target(previous)).Outputs, Source(source)))",
        "it reads 'source' step by step beside 'previous'")]
    [InlineData(
        "(Vec kind, Seq scores) Scores(Tokens previous, Tokens source) "
            + "=> (Tell(Encode(Source(source)).Last), Emit(Above(Target(previous)).Outputs))",
        "'kind' does not depend on 'previous'")]
    [InlineData(
        "(Vec kind, Seq scores) Scores(Tokens previous, Tokens source) "
            + "=> (Tell(Above(Target(previous)).Last), Emit(Encode(Source(source)).Outputs))",
        "'kind' is read when 'previous' has ended")]
    public void Generate_OfANetworkThatReadsAhead_SaysWhy(string scores, string reason)
    {
        Model<double> model = StepNetworks.Create($"private static {scores};", new NetworkStep(0, 0, 1, 2));
        var error = Assert.Throws<InvalidOperationException>(() => model.Generate([3, 4], Decoding.Greedy));
        Assert.StartsWith("M cannot decode: ", error.Message);
        Assert.EndsWith(reason + ".", error.Message);
    }

    [Fact]
    public void Generate_OfAHeadOfOtherWidth_SaysBoth()
    {
        Model<double> model = StepNetworks.Create(
            "private static Seq Scores(Tokens source, Tokens previous) "
                + "=> Some(Decode(Target(previous), Encode(Source(source)).Final).Outputs);",
            new NetworkStep(1, 0, 1, 2));
        var error = Assert.Throws<InvalidOperationException>(() => model.Generate([3, 4], Decoding.Greedy));
        Assert.StartsWith("M has 4 outputs of 'y' and knows 7 tokens of 'previous'", error.Message);
    }

    [Fact]
    public void Generate_OfSamplesThatDoNotFit_SaysWhat()
    {
        Model<double> luong = StepNetworks.Create("luong"), vector = StepNetworks.Create("a vector");
        Says(luong, Sample<double>.FromTokens(new[] { 3, 9 }), "Sample 0 has token 9 at step 1; M knows 0 to 6.");
        Says(luong, Sample<double>.FromVector(new double[3]), "Sample 0 holds features; M reads tokens.");
        Says(
            luong, StepSamplesDrawn.With(luong.Info, Sample<double>.FromTokens(new[] { 3 }), [8]),
            "prompts[0] has token 8");
        Says(vector, Sample<double>.FromVector(new double[2]), "Sample 0 has 2 features; M reads 3.");
        Says(luong, null!, "prompts[0] is null.");
        var several = Assert.Throws<InvalidOperationException>(() => vector.Generate([3], Decoding.Greedy));
        Assert.Equal(
            "M reads image and what it said, not one sequence of tokens: give Generate samples.", several.Message);
        var end = Assert.Throws<ArgumentOutOfRangeException>(
            () => luong.Generate([3], Decoding.Greedy with { End = 7 }));
        Assert.Contains("how has the end token 7; tokens are 0 to 6.", end.Message);

        static void Says(Model<double> model, Sample<double> sample, string message)
        {
            var error = Assert.ThrowsAny<ArgumentException>(() => model.Generate([sample], Decoding.Greedy));
            Assert.Contains(message, error.Message);
        }
    }
}
