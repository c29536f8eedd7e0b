using System.Numerics;
using System.Reflection;
using System.Text.Json;
using RnnGen.Golden.Tests.Families;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests;

/// <summary>Runs every case of a folder through the real generator, in double and in single precision.</summary>
internal sealed class GoldenRunner
{
    private readonly string _folder;
    private readonly Func<string, IFamily?> _families;
    private readonly IReadOnlySet<string> _later;
    private readonly string? _only = Environment.GetEnvironmentVariable("RNNGEN_GOLDEN_ONLY");

    /// <param name="folder">The folder of JSON files.</param>
    /// <param name="families">How a family is read; null for one that nobody knows.</param>
    /// <param name="later">Families that are listed only, or kinds of them: <c>family/kind</c>.</param>
    public GoldenRunner(string folder, Func<string, IFamily?> families, IReadOnlySet<string> later)
    {
        _folder = folder;
        _families = families;
        _later = later;
    }

    /// <summary>The precisions that are run; both, unless a backend is checked in one.</summary>
    public IReadOnlyList<Precision> Precisions { get; init; } = [Precision.Double, Precision.Single];

    /// <summary>How many cases of a family are run, spread over it; all unless a backend takes long to compile each.</summary>
    public int CasesOfFamily { get; init; } = int.MaxValue;

    /// <summary>One result a family. RNNGEN_GOLDEN_ONLY keeps what contains it, of <c>family/case</c>.</summary>
    public IReadOnlyList<FamilyResult> Run()
    {
        var results = new List<FamilyResult>();
        foreach (string path in Directory.GetFiles(_folder, "*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            FamilyResult result = RunFamily(document.RootElement);
            results.Add(result);
        }

        return results;
    }

    private FamilyResult RunFamily(JsonElement root)
    {
        string family = root.Text("family");
        var result = new FamilyResult(family);
        JsonElement[] all = Some([.. root.GetProperty("cases").EnumerateArray()]);
        if (_later.Contains(family))
        {
            result.NotRun = $"later issue ({all.Length} cases)";
            return result;
        }

        IFamily? reader = _families(family);
        var cases = new List<GoldenCase>();
        foreach (JsonElement element in all)
        {
            string name = element.Text("name");
            if (_only != null && !$"{family}/{name}".Contains(_only, StringComparison.Ordinal))
                continue;
            if (element.Member("kind") is { } kind && _later.Contains($"{family}/{kind.GetString()}"))
            {
                result.Later++;
                continue;
            }

            result.Cases++;
            if (reader == null)
                result.Fail(name, "the family is not known");
            else if (Read(reader, element, name, result) is { } @case)
                cases.Add(@case);
        }

        RunCases(cases, result);
        return result;
    }

    private JsonElement[] Some(JsonElement[] all)
        => all.Length <= CasesOfFamily ? all
            : [.. Enumerable.Range(0, CasesOfFamily).Select(i => all[(int)((long)i * all.Length / CasesOfFamily)])];

    private static GoldenCase? Read(IFamily reader, JsonElement element, string name, FamilyResult result)
    {
        try
        {
            return reader.Read(element);
        }
        catch (Exception exception) when (exception is NotSupportedException or KeyNotFoundException)
        {
            result.Fail(name, "cannot be expressed: " + exception.Message);
            return null;
        }
    }

    private void RunCases(List<GoldenCase> cases, FamilyResult result)
    {
        IEnumerable<Declaration> declarations =
            from @case in cases
            from precision in Precisions
            let declaration = @case.Declare(precision)
            where declaration != null
            select declaration;
        using CompiledDeclarations compiled = DeclarationCompiler.Compile(declarations);
        foreach (GoldenCase @case in cases)
        {
            if (Precisions.Contains(Precision.Double))
                RunCase<double>(@case, Precision.Double, compiled, result);
            if (Precisions.Contains(Precision.Single))
                RunCase<float>(@case, Precision.Single, compiled, result);
        }
    }

    private static void RunCase<T>(
        GoldenCase @case, Precision precision, CompiledDeclarations compiled, FamilyResult result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            Declaration? declaration = @case.Declare(precision);
            int count = 0;
            foreach (Check check in @case.Run(() => compiled.Create<T>(declaration!)))
            {
                result.Record(@case.Name, precision, check);
                count++;
            }

            if (count == 0)
                result.Fail(@case.Name, $"{precision}: nothing was compared");
        }
        catch (Exception exception)
        {
            // Whatever a case does wrong is that case's failure, not the run's.
            Exception cause = exception is TargetInvocationException { InnerException: { } inner } ? inner : exception;
            result.Fail(@case.Name, $"{precision}: {cause.GetType().Name}: {cause.Message}", cause.StackTrace);
        }
    }
}
