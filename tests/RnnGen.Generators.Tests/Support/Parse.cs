using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler.Model;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Runs the parsers on the class M or the cell C of a source.</summary>
internal static class Parse
{
    public static ModelSpec Model(string source, string name = "M") => Model(Host.Compile(source), name);

    public static ModelSpec Model(Compilation compilation, string name)
    {
        ModelParse parse = ModelParser.Parse(Find(compilation, name), compilation, default);
        Assert.Null(parse.Findings.Error);
        return parse.Spec;
    }

    public static CellSpec Cell(string source)
    {
        CSharpCompilation compilation = Host.Compile(source);
        CellParse parse = CellParser.Parse(Find(compilation, "C"), compilation, default);
        Assert.Null(parse.Findings.Error);
        return parse.Cell!;
    }

    private static INamedTypeSymbol Find(Compilation compilation, string name)
        => compilation.GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"no class {name}");
}
