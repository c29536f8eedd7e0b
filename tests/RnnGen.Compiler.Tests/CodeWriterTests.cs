using RnnGen.Compiler.Emit;

namespace RnnGen.Compiler.Tests;

/// <summary>Lines that are longer than a page is wide.</summary>
public class CodeWriterTests
{
    private static readonly string s_name = new('x', 110);

    [Fact]
    public void Line_TooLongWithAComment_HasTheCommentAbove()
        => Assert.Equal($"// [T + 1, B, 16]\nfloat* {s_name} = a;\n", Written($"float* {s_name} = a; // [T + 1, B, 16]"));

    [Fact]
    public void Line_TooLongWithSlashesInAString_StaysWhole()
        => Assert.Equal($"Say(\"//{s_name}, or\");\n", Written($"Say(\"//{s_name}, or\");"));

    [Fact]
    public void Line_TooLong_GoesOnBehindAComma()
        => Assert.Equal($"Say({s_name},\n    other);\n", Written($"Say({s_name}, other);"));

    [Fact]
    public void Line_ShortWithAComment_IsWritten()
        => Assert.Equal("float* x = a; // [B, 16]\n", Written("float* x = a; // [B, 16]"));

    private static string Written(string line) => new CodeWriter().Line(line).ToString();
}
