using Microsoft.CodeAnalysis;
using RnnGen.Compiler.Model;
using RnnGen.Compiler.Text;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

/// <summary>A number that is cast is what C# makes of it, or nothing.</summary>
public class CastTests
{
    private const double C = 7.0;

    [Theory]
    [InlineData("(int)2.9", (int)2.9)]
    [InlineData("(int)-2.9", (int)-2.9)]
    [InlineData("(int)(C / 2)", (int)(C / 2))]
    [InlineData("(float)0.3", (float)0.3)]
    [InlineData("(double)(float)0.1", (double)(float)0.1)]
    [InlineData("(byte)3.7f", (byte)3.7f)]
    [InlineData("-(long)2.5", -(long)2.5)]
    [InlineData("(double)2.5m", (double)2.5m)]
    [InlineData("(int)'a'", (int)'a')]
    [InlineData("(char)97", (char)97)]
    [InlineData("7 / 2", 7 / 2)]
    [InlineData("2.9", 2.9)]
    [InlineData("(int)k", 2)]
    [InlineData("(double)(float)k", (double)(float)2.9)]
    [InlineData("(double)(int?)k", 2)]
    [InlineData("k / 2", 2.9 / 2)]
    public void Number_Cast_IsWhatCSharpMakesOfIt(string number, double expected)
    {
        CellExpr cell = Parse.Cell($$"""
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h) { const double C = 7.0; var k = 2.9; return {{number}} * x; }
            }
            """).Returns[0];
        Assert.Equal(expected, Assert.IsType<NumberExpr>(Assert.IsType<CallExpr>(cell).Arguments[0]).Value);

        ModelSpec model = Parse.Model($$"""
            [RnnModel]
            partial class M
            {
                [Forward]
                private static Seq F([Input(2)] Seq x) { const double C = 7.0; var k = 2.9; return {{number}} * x; }
            }
            """);
        PointwiseCall product = Assert.IsType<PointwiseCall>(Assert.Single(model.Graph!.Forward!.Results));
        Assert.Equal(expected, Assert.IsType<NumberValue>(product.Arguments[0]).Value);
    }

    [Theory]
    [InlineData("(int)2.9", 2.0)]
    [InlineData("(int?)2.9", 2.0)]
    [InlineData("(float)0.3", (double)(float)0.3)]
    [InlineData("default(double)", 0.0)]
    [InlineData("null", null)]
    [InlineData("default", null)]
    public void Initial_Cast_IsWhatCSharpMakesOfIt(string number, double? expected)
    {
        CellSpec cell = Parse.Cell($$"""
            [Cell]
            partial class C
            {
                public static Vec Step(Vec x, Vec h) => Scale(Max((int)1.9, x), initial: {{number}}) + Linear(h);
            }
            """);
        var scale = Assert.IsType<ScaleExpr>(Assert.IsType<CallExpr>(cell.Returns[0]).Arguments[0]);
        Assert.Equal(expected, scale.Initial);
        Assert.Equal(1, Assert.IsType<NumberExpr>(Assert.IsType<CallExpr>(scale.Operand).Arguments[0]).Value);
    }

    [Theory]
    [InlineData("(byte)k")]
    [InlineData("(int)(k * k)")]
    [InlineData("(double)(decimal)k")]
    [InlineData("(int)x.GetHashCode()")]
    public void Number_CastToWhatIsUnknown_IsNotConstant(string number)
    {
        string cell = "[Cell] partial class C { public static Vec Step(Vec x, Vec h) "
            + $"{{ var k = 123456.7; return {number} * x; }} }}";
        Diagnostic found = Assert.Single(Host.Analyze(Host.Compile(cell)));
        Assert.Equal("RNN0306", found.Id);
        Assert.Contains(number, found.GetMessage());
    }
}
