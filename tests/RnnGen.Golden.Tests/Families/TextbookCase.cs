using System.Text.Json;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>
/// The textbook's encoder and decoder of numbers: the decoder starts from the encoder's states and reads each step of
/// the target but the last; it is judged on the next one.
/// </summary>
internal sealed class TextbookCase : GoldenCase
{
    public required string Declared { get; init; }

    public required IReadOnlyDictionary<string, double[]> Weights { get; init; }

    public required int Rows { get; init; }

    /// <summary>[B, T, I]</summary>
    public required double[] Source { get; init; }

    /// <summary>[B, T, O]</summary>
    public required double[] Target { get; init; }

    /// <summary>[B, T - 1, O]</summary>
    public required IExpected Outputs { get; init; }

    public required IExpected Loss { get; init; }

    /// <summary>By tensor, and of the source.</summary>
    public required IReadOnlyDictionary<string, IExpected> Gradients { get; init; }

    public override string Attributes => "";

    public override string Body => Declared;

    public static TextbookCase Read(JsonElement @case)
    {
        JsonElement config = @case.GetProperty("config"), expect = @case.GetProperty("expect");
        int hidden = config.Int("hidden_size"), inputs = config.Int("input_size"), outputs = config.Int("output_size");
        return new TextbookCase
        {
            Name = @case.Text("name"),
            Declared = $"""
                [Lstm({hidden}, Biases = 2, Name = "encoder")] private static partial Recurrence Encode(Seq x);
                [Lstm({hidden}, Biases = 2, Name = "decoder")] private static partial Recurrence Decode(Seq x, State from);
                [Dense({outputs}, Name = "fc")] private static partial Seq Read(Seq h);

                [Forward, MeanSquaredError]
                private static Seq Outputs([Input({inputs})] Seq source, [Input({outputs})] Seq target)
                    => Read(Decode(target, Encode(source).Final).Outputs);
                """,
            Weights = @case.GetProperty("weights").Tensors(),
            Rows = config.Int("B"),
            Source = @case.GetProperty("src_BTI").Values(),
            Target = @case.GetProperty("trg_BTO").Values(),
            Outputs = expect.GetProperty("outputs_BTO").Expected(),
            Loss = expect.GetProperty("loss").Expected(),
            Gradients = expect.GetProperty("grad").EnumerateObject()
                .ToDictionary(static w => w.Name, static w => w.Value.Expected()),
        };
    }

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        new ModelBinding<T>(model).Write(Weights);
        int width = model.Info.Outputs, steps = (Target.Length / (Rows * width)) - 1;
        T[] source = Floats.FromDoubles<T>(Source);
        Batch<T> batch = Batch<T>.FromFeatures(source, Rows, source.Length / (Rows * model.Info.Features)) with
        {
            MoreInputs = new Dictionary<string, BatchInput<T>>
            {
                ["target"] = BatchInput<T>.FromFeatures(Floats.FromDoubles<T>(Steps(0, steps * width)), steps),
            },
            Targets = Floats.FromDoubles<T>(Steps(width, steps * width)),
        };
        using Pass<T> pass = model.CreatePass();
        foreach (bool training in new[] { false, true })
        {
            pass.Forward(batch, training);
            yield return new Check("outputs", CheckKind.Forward, Outputs.Error(Floats.ToDoubles(pass.Outputs)));
            yield return new Check("loss", CheckKind.Forward, Loss.Error([pass.Loss()]));
        }

        pass.Backward();
        foreach ((string name, IExpected expected) in Gradients)
        {
            double[] gradient = Floats.ToDoubles(name == "src" ? pass.InputGradient : pass.GradientOf(name));
            yield return new Check("grad " + name, CheckKind.Gradient, expected.Error(gradient));
        }
    }

    /// <summary>Some values of each row of the target.</summary>
    private double[] Steps(int first, int count)
        => [.. Target.Chunk(Target.Length / Rows).SelectMany(row => row.Skip(first).Take(count))];
}
