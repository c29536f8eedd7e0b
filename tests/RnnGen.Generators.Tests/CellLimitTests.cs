using Microsoft.CodeAnalysis.CSharp;
using RnnGen.Compiler.Model;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

public class CellLimitTests
{
    [Theory]
    [InlineData("h")]
    [InlineData("k * k")]
    public void Step_SumOfThousands_IsRefusedNotFatal(string term)
    {
        string sum = string.Join(" + ", Enumerable.Repeat(term, 3000));
        CSharpCompilation compilation = Host.Compile(
            $"[Cell] partial class C {{ public static Vec Step(Vec x, Vec h) {{ var k = 0.5; return h * ({sum}); }} }}");
        Assert.Single(Host.Analyze(compilation));
        Assert.Null(Host.Generate(compilation, out _).Exception);
    }

    [Fact]
    public void Step_LocalsThatDouble_AreReadInLinearTime()
    {
        IEnumerable<string> locals = Enumerable.Range(1, 100).Select(static i => $"var v{i} = v{i - 1} * v{i - 1};");
        string source = $$"""
            [Cell] partial class C
            {
                public static Vec Step(Vec x, Vec h) { var v0 = x * h; {{string.Join(" ", locals)}} return v100; }
            }
            """;
        CellSpec cell = Parse.Cell(source);
        Assert.Equal(101, cell.Body.Count);
        Assert.Empty(Host.Analyze(Host.Compile(source + "[RnnModel, Input(4), Recurrent<C>(4), Dense(2)] partial class M;")));
    }

    [Fact]
    public void Step_ExpressionBody_HasNoStatements()
    {
        CellSpec cell = Parse.Cell("[Cell] partial class C { static Vec Step(Vec x, Vec h) => Tanh(Affine(h, x, name: \"w\")); }");
        Assert.Empty(cell.Body);
        Assert.Equal("w", Assert.IsType<AffineExpr>(Assert.IsType<CallExpr>(cell.Returns[0]).Arguments[0]).Name);
    }
}
