using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler.Model;
using RnnGen.Generators.Parsing;

namespace RnnGen.Generators.Tests.Support;

/// <summary>Runs the parsers on the class M or the cell C of a source.</summary>
internal static class Parse
{
    public static ModelSpec Model(string source, string name = "M")
    {
        ModelParse parse =
            ModelParser.Parse(Find(source, name, out CSharpCompilation compilation), compilation, default);
        Assert.Null(parse.Findings.Error);
        return parse.Spec;
    }

    public static CellSpec Cell(string source)
    {
        CellParse parse = CellParser.Parse(Find(source, "C", out CSharpCompilation compilation), compilation, default);
        Assert.Null(parse.Findings.Error);
        return parse.Cell!;
    }

    private static INamedTypeSymbol Find(string source, string name, out CSharpCompilation compilation)
    {
        compilation = Host.Compile(source);
        return compilation.GetTypeByMetadataName(name) ?? throw new InvalidOperationException($"no class {name}");
    }
}
