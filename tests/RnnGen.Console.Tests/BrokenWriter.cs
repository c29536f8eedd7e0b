using System.Text;

namespace RnnGen.Reports.Tests;

/// <summary>A terminal that has gone.</summary>
internal sealed class BrokenWriter : TextWriter
{
    public int Attempts { get; private set; }

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => Fail();

    public override void Write(string? value) => Fail();

    public override void WriteLine(string? value) => Fail();

    private void Fail()
    {
        Attempts++;
        throw new IOException("Broken pipe");
    }
}
