using RnnGen;
using RnnGen.Plots;

namespace CellComparison;

/// <summary>What the cells do with one problem, and what is left of the gradient after many steps.</summary>
internal static class CellPictures
{
    private const int Averaged = 32;

    public static void Save(string folder, IReadOnlyList<Result> results, Sample<float>[] problems)
    {
        Plot.StatesOverTime([.. results.SelectMany(result => States(result, problems[0]))])
            .Save(Path.Combine(folder, "cells-states.svg"));
        Plot.InputAndOutput(results[0].Model, problems[0], new PlotOptions { Title = "LSTM: what it read and would say" })
            .Save(Path.Combine(folder, "cells-input-output.svg"));
        Plot.LearningCurves([.. results.Select(static result => (result.Cell, result.History))])
            .Save(Path.Combine(folder, "cells-curves.svg"));

        // Before training, when a cell has yet to learn what happened long ago.
        Sample<float>[] some = problems[..Averaged];
        Plot.GradientsOverTime(
            [
                ("RNN, h", GradientTrace.Measure(new RnnAdder(seed: 1), some)[0]),
                ("GRU, h", GradientTrace.Measure(new GruAdder(seed: 1), some)[0]),
                ("LSTM, h", GradientTrace.Measure(new LstmAdder(seed: 1), some)[0]),
                ("LSTM, c", GradientTrace.Measure(new LstmAdder(seed: 1), some)[1]),
            ],
            new PlotOptions { Title = "What is left of the gradient, before training" })
            .Save(Path.Combine(folder, "cells-gradients.svg"));
    }

    // Of an LSTM two: what it says, h, and what it keeps, c.
    private static IEnumerable<(string, StateTrace)> States(Result result, Sample<float> problem) =>
        from trace in StateTrace.Record(result.Model, problem)
        let state = trace.Name.Split('.')[^1][..1]
        select ($"{result.Cell}, {state}", trace);
}
