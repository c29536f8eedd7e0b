using System.Numerics;
using RnnGen.Testing;

namespace RnnGen.Golden.Tests.Families;

/// <summary>A forecast of several windows at once.</summary>
internal sealed class ForecastGoldenCase : GoldenCase
{
    public required string Declared { get; init; }

    public required IReadOnlyDictionary<string, double[]> Weights { get; init; }

    public required int Rows { get; init; }

    /// <summary>The windows. [B, T, F]</summary>
    public required double[] Windows { get; init; }

    public required int Steps { get; init; }

    /// <summary>The predictions. [B, steps]</summary>
    public required IExpected Predictions { get; init; }

    public override string Attributes => Declared;

    public override IEnumerable<Check> Run<T>(Func<Model<T>> create)
    {
        Model<T> model = create();
        new ModelBinding<T>(model).Write(Weights);
        Sample<T>[] windows =
        [
            .. Floats.FromDoubles<T>(Windows).Chunk(Windows.Length / Rows)
                .Select(window => Sample<T>.FromFeatures(window, window.Length / model.Info.Features)),
        ];
        T[,,] forecast = model.Forecast(windows, Steps);
        yield return new Check(
            "predictions", CheckKind.Forward, Predictions.Error(Floats.ToDoubles<T>([.. forecast.Cast<T>()])));
    }
}
