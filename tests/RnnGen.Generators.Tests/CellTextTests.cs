using RnnGen.Compiler.Model;
using RnnGen.Compiler.Text;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Generators.Tests;

public class CellTextTests
{
    private const string Lstm =
        "(cell 1 L x (states (h 0) (c -inf)) (let (f) (Sigmoid (affine x h :initial 1))) (return (* f h) c))";

    [Fact]
    public void Text_EveryBuiltInCell_ReadsBackEqual()
    {
        string[] texts = [.. BuiltInCells()];
        Assert.NotEmpty(texts);
        foreach (string text in texts)
        {
            (CellSpec? cell, string? error) = CellText.Read(text);
            Assert.Null(error);
            Assert.Equal(text, CellText.Write(cell!));
        }
    }

    [Fact]
    public void BuiltInCells_OfNoLayerOfTheirOwn_AreOnThePage()
    {
        string page = File.ReadAllText(Repository.Path("docs/declarations.md"));
        string[] layers = ["SimpleRnn", "Lstm", "Gru"];
        foreach (Type cell in Cells().Where(cell => !layers.Any(layer => cell.Name.StartsWith(layer))))
            Assert.True(page.Contains($"`{cell.Name}`"), $"docs/declarations.md: {cell.Name}");
    }

    [Fact]
    public void BuiltInCells_Equations_AreThese() => Snapshot.Verify(string.Join("\n", BuiltInCells()));

    [Theory]
    [InlineData(0.1)]
    [InlineData(-0.0)]
    [InlineData(1e-5)]
    [InlineData(double.Epsilon)]
    [InlineData(double.MaxValue)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    [InlineData(0.30000000000000004)]
    public void Number_AnyDouble_ReadsBackToTheSameBits(double value)
    {
        EquatableArray<StateSpec> states = EquatableArray.Of(new StateSpec("h", value), new StateSpec("c", 0));
        CellSpec cell = CellText.Read(Lstm).Cell! with { States = states };
        CellSpec back = CellText.Read(CellText.Write(cell)).Cell!;
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back.States[0].Initial));
        Assert.Equal(cell, back);
    }

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("cell")]
    [InlineData("(cell 2 L x (states (h 0)) (return h))")]
    [InlineData("(cell 1 L x (states) (return h))")]
    [InlineData("(cell 1 L x (states (h 0)) (return))")]
    [InlineData("(cell 1 L x (states (h zero)) (return h))")]
    [InlineData("(cell 1 L x (states (h 0)) (let (a) (Sine x)) (return h))")]
    [InlineData("(cell 1 L x (states (h 0)) (return (affine x :units -1)))")]
    [InlineData("(cell 1 L x (states (h 0)) (return (Tanh x x)))")]
    [InlineData("(cell 1 L x (states (h 0)) (return h)) more")]
    public void Read_Malformed_GivesAMessage(string text)
    {
        (CellSpec? cell, string? error) = CellText.Read(text);
        Assert.Null(cell);
        Assert.NotEmpty(error!);
    }

    [Fact]
    public void Read_AnyMutation_NeverThrows()
    {
        var random = new Random(7);
        string[] texts = [.. BuiltInCells()];
        for (var i = 0; i < 20_000; i++)
        {
            string text = TextMutation.Mutate(texts[random.Next(texts.Length)], random);
            (CellSpec? cell, string? error) = CellText.Read(text);
            Assert.True(cell is null != error is null, text);
        }

        Assert.NotNull(CellText.Read(new string('(', 100_000)).Error);
    }

    private static IEnumerable<Type> Cells() => typeof(RnnGen.Cells.LstmCell).Assembly.GetTypes()
        .Where(static type => type.Namespace == "RnnGen.Cells")
        .OrderBy(static type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<string> BuiltInCells() => Cells()
        .Select(static type
            => type.GetCustomAttributesData().Single(static a => a.AttributeType == typeof(CellEquationsAttribute)))
        .Select(static attribute => (string)attribute.ConstructorArguments[0].Value!);
}
