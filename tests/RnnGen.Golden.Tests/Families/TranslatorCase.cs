using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>
/// An encoder and a decoder of tokens, with or without attention, whose decoder is a <c>[Step]</c>: taught with what
/// should have been said, and left to itself.
/// </summary>
internal sealed class TranslatorCase : GoldenCase
{
    public required string Declared { get; init; }

    /// <summary>By the name of the model's tensor.</summary>
    public required IReadOnlyDictionary<string, double[]> Weights { get; init; }

    public required int Rows { get; init; }

    /// <summary>[B, Ts]</summary>
    public required int[] Source { get; init; }

    /// <summary>[B]</summary>
    public required int[] SourceLengths { get; init; }

    /// <summary>[B, Tt]</summary>
    public required int[] Target { get; init; }

    /// <summary>[B, Tt - 1, V]</summary>
    public required IExpected Logits { get; init; }

    /// <summary>[B, Tt - 1, Ts]; null without attention.</summary>
    public required IExpected? Alignment { get; init; }

    public required IExpected Loss { get; init; }

    /// <summary>What is said by itself, whatever comes, an end too. [B, 6]</summary>
    public required int[] Greedy { get; init; }

    /// <summary>By the name of the model's tensor.</summary>
    public required IReadOnlyDictionary<string, IExpected> Gradients { get; init; }

    public override string Attributes => "";

    public override string Body => Declared;

    public static TranslatorCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config"), expect = @case.GetProperty("expect");
        int rows = config.Int("B");
        int[] target = RowsOf(@case.GetProperty("trg_TB"));
        int steps = (target.Length / rows) - 1;
        int sourceSteps = @case.GetProperty("src_TB").GetArrayLength();
        return new TranslatorCase
        {
            Name = @case.Text("name"),
            Declared = TranslatorText.Of(config),
            Weights = @case.GetProperty("weights").Tensors().ToDictionary(
                static pair => TranslatorText.Tensor(pair.Key), static pair => pair.Value),
            Rows = rows,
            Source = RowsOf(@case.GetProperty("src_TB")),
            SourceLengths = [.. @case.GetProperty("src_lengths").EnumerateArray().Select(static n => n.GetInt32())],
            Target = target,
            Logits = BatchMajor(expect.GetProperty("logits").Values(), steps, rows, config.Int("trg_vocab")),
            Alignment = expect.Member("attention_weights_step_Tsrc_B") is { } weights
                ? RowsLast(weights.Values(), steps, sourceSteps, rows) : null,
            Loss = expect.GetProperty("loss").Expected(),
            Greedy = RowsOf(expect.GetProperty("greedy_6_steps_TB")),
            Gradients = expect.GetProperty("grad").EnumerateObject().ToDictionary(
                static w => TranslatorText.Tensor(w.Name), static w => w.Value.Expected()),
        };
    }

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        new ModelBinding<T>(model).Write(Weights);
        int steps = (Target.Length / Rows) - 1;
        Batch<T> batch = Batch<T>.FromTokens(Source, Rows, Source.Length / Rows, SourceLengths) with
        {
            MoreInputs = new Dictionary<string, BatchInput<T>>
            {
                ["previous"] = BatchInput<T>.FromTokens(Steps(0, steps), steps),
            },
            Classes = Steps(1, steps),
        };
        using Pass<T> pass = model.CreatePass();
        foreach (bool training in new[] { false, true })
        {
            pass.Forward(batch, training);
            yield return new Check("logits", CheckKind.Forward, Logits.Error(Floats.ToDoubles(pass.Outputs)));
            yield return new Check("loss", CheckKind.Forward, Loss.Error([pass.Loss()]));
            if (Alignment is { } expected)
            {
                double[] weights = Floats.ToDoubles(pass.Alignment(TranslatorText.Attention));
                yield return new Check("weights", CheckKind.Forward, expected.Error(weights));
            }
        }

        Sample<T>[] sources = [.. Source.Chunk(Source.Length / Rows)
            .Zip(SourceLengths, static (row, length) => Sample<T>.FromTokens(row[..length]))];
        Decoding how = Decoding.Greedy with { MaximumLength = Greedy.Length / Rows };
        bool isSaid = model.Generate(sources, how).SelectMany(static one => one.Tokens).SequenceEqual(Greedy);
        yield return new Check("greedy", CheckKind.Forward, isSaid ? 0 : double.PositiveInfinity);

        pass.Backward();
        foreach ((string name, IExpected expected) in Gradients)
        {
            double[] gradient = Floats.ToDoubles<T>(pass.GradientOf(name));
            yield return new Check("grad " + name, CheckKind.Gradient, expected.Error(gradient));
        }
    }

    /// <summary>Some steps of each row of the target.</summary>
    private int[] Steps(int first, int count)
        => [.. Target.Chunk(Target.Length / Rows).SelectMany(row => row.Skip(first).Take(count))];

    /// <summary>Of tokens by step and row those by row and step.</summary>
    private static int[] RowsOf(JsonElement steps)
    {
        int[][] all = [.. steps.EnumerateArray()
            .Select(static step => step.EnumerateArray().Select(static n => n.GetInt32()).ToArray())];
        return [.. Enumerable.Range(0, all[0].Length).SelectMany(row => all.Select(step => step[row]))];
    }

    /// <summary>From [steps, rows, width].</summary>
    private static TensorExpected BatchMajor(double[] values, int steps, int rows, int width)
        => Permuted(steps, rows, width, (row, step, k) => values[(((step * rows) + row) * width) + k]);

    /// <summary>From [steps, width, rows].</summary>
    private static TensorExpected RowsLast(double[] values, int steps, int width, int rows)
        => Permuted(steps, rows, width, (row, step, k) => values[(((step * width) + k) * rows) + row]);

    private static TensorExpected Permuted(int steps, int rows, int width, Func<int, int, int, double> value)
        => new(
            [rows, steps, width],
            [
                .. from row in Enumerable.Range(0, rows)
                   from step in Enumerable.Range(0, steps)
                   from k in Enumerable.Range(0, width)
                   select value(row, step, k),
            ]);
}
