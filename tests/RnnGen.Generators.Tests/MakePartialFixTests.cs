extern alias fixes;
using fixes::RnnGen.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

public class MakePartialFixTests
{
    [Theory]
    [InlineData("[RnnModel]\nclass M;", "[RnnModel]\npartial class M;")]
    [InlineData("/* a */ class M { }", "/* a */ partial class M { }")]
    [InlineData("[RnnModel]\n// kept\npublic sealed class M;", "[RnnModel]\n// kept\npublic sealed partial class M;")]
    [InlineData("readonly struct S { }", "readonly partial struct S { }")]
    public void Fix_AnyType_BecomesPartial(string source, string expected)
    {
        SyntaxNode root = Host.Tree(source).GetRoot();
        SyntaxNode changed =
            PartialModifier.AddTo(root, root.DescendantNodes().OfType<TypeDeclarationSyntax>().First());
        Assert.Equal(expected, changed.ToFullString());
    }
}
