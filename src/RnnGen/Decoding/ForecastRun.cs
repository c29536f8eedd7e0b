using System.Runtime.InteropServices;
using RnnGen.Program;

namespace RnnGen;

/// <summary>Forecasts several steps ahead of some windows, in the user's units.</summary>
internal sealed class ForecastRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int MostRows = 64;

    private readonly Model<T> _model;
    private readonly ModelInfo _info;
    private readonly ModelAssets _assets;
    private readonly IReadOnlyList<Sample<T>> _windows;
    private readonly int _steps;
    private readonly Forecasting _how;
    private readonly int _known; // features of a step that are known in advance

    /// <summary>Checks what is to be forecast.</summary>
    public ForecastRun(Model<T> model, IReadOnlyList<Sample<T>> windows, int steps, Forecasting how)
    {
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (how is not (Forecasting.MovingWindow or Forecasting.RunOn))
            throw new ArgumentOutOfRangeException(nameof(how), how, $"how is {how}, which is no way to forecast.");
        _model = model;
        _info = model.Info;
        _assets = model.Assets;
        _windows = windows;
        _steps = steps;
        _how = how;
        _known = _info.Features - _info.Outputs;
        CheckModel();
        for (int i = 0; i < windows.Count; i++)
            Check(windows[i], i);
    }

    /// <summary>The forecast. [windows, steps, O]</summary>
    /// <param name="known">Features that are not predicted. [windows, steps, F - O]</param>
    public T[,,] Run(ReadOnlySpan<T> known)
    {
        Require.Length(
            known.Length,
            (long)_windows.Count * _steps * _known,
            nameof(known),
            $"{_windows.Count} windows x {_steps} steps x {_known} features that {_info.Name} does not predict");
        Require.NoNaN(known, nameof(known));

        var forecast = new T[_windows.Count, _steps, _info.Outputs];
        int each = _steps * _info.Outputs;
        for (int start = 0; start < _windows.Count; start += MostRows)
        {
            Sample<T>[] some = [.. _windows.Skip(start).Take(MostRows)];
            Span<T> part = MemoryMarshal.CreateSpan(ref forecast[start, 0, 0], some.Length * each);
            RunRows(some, known[(start * _steps * _known)..], part);
        }

        return forecast;
    }

    private void RunRows(Sample<T>[] windows, ReadOnlySpan<T> known, Span<T> forecast)
    {
        int width = _info.Outputs;
        var outputs = new T[windows.Length * width];
        var features = new T[windows.Length * _info.Features];
        using ForecastRows<T> rows = Read(windows);
        for (int step = 0; step < _steps; step++)
        {
            if (step > 0)
                rows.Append(features);
            rows.Predict(outputs);
            _assets.TargetScaler?.InverseAll<T>(outputs, outputs);
            for (int row = 0; row < windows.Length; row++)
            {
                ReadOnlySpan<T> output = outputs.AsSpan(row * width, width);
                Span<T> input = features.AsSpan(row * _info.Features, _info.Features);
                int at = (row * _steps) + step;
                RequireNumber(output, step);
                output.CopyTo(forecast[(at * width)..]);
                output.CopyTo(input);
                known.Slice(at * _known, _known).CopyTo(input[width..]);
            }

            _assets.InputScaler?.TransformAll<T>(features, features);
        }
    }

    private ForecastRows<T> Read(Sample<T>[] windows)
    {
        int[] lengths = Array.ConvertAll(windows, static window => window.Steps);
        int row = lengths.Max() * _info.Features;
        var features = new T[checked(windows.Length * row)];
        for (int i = 0; i < windows.Length; i++)
        {
            Span<T> target = features.AsSpan(i * row, windows[i].Features.Length);
            windows[i].Features.Span.CopyTo(target);
            _assets.InputScaler?.TransformAll<T>(target, target);
        }

        return _how == Forecasting.MovingWindow
            ? new MovingRows<T>(_model, features, lengths)
            : new RunningRows<T>(_model, features, lengths);
    }

    private void RequireNumber(ReadOnlySpan<T> output, int step)
    {
        foreach (T value in output)
        {
            if (T.IsNaN(value))
                throw new ArithmeticException($"{_info.Name} predicts NaN at step {step} of the forecast.");
        }
    }

    private void CheckModel()
    {
        if (_info.Obstacle is { } obstacle)
            throw new InvalidOperationException($"{_info.Name} cannot forecast: {obstacle}.");
        if (_info.Vocabulary > 0)
            throw new InvalidOperationException($"{_info.Name} reads tokens; a forecast is of features.");
        if (_known < 0)
        {
            throw new InvalidOperationException(
                $"{_info.Name} has {_info.Outputs} outputs and reads {_info.Features} features: its predictions are no "
                + "input for it.");
        }

        if (_info.Loss != null && !AssetChecks.IsRegression(_info.Loss))
        {
            throw new InvalidOperationException(
                $"{_info.Name} is declared with {_info.Loss.Kind}: its outputs are scores of classes, no input.");
        }

        if (_how == Forecasting.RunOn && !_info.IsCausal)
        {
            throw new InvalidOperationException(
                $"{_info.Name} cannot run on: an output depends on later steps (a bidirectional or reversed layer, or "
                + $"attention). Use {nameof(Forecasting.MovingWindow)}.");
        }
    }

    private void Check(Sample<T> window, int index)
    {
        string argument = $"windows[{index}]";
        if (window == null)
            throw new ArgumentException($"{argument} is null.", "windows");
        if (window.HasTokens)
            throw new ArgumentException($"{_info.Name} reads features; {argument} holds tokens.", "windows");
        if (window.Steps == 0)
            throw new ArgumentException($"{argument} is empty; a forecast begins behind 1 step at least.", "windows");

        // As with streams, a declared number of steps binds whole sequences only.
        if (_how == Forecasting.MovingWindow)
            BatchChecks<T>.Steps(_info, 0, window.Steps, argument);
        Require.Length(
            window.Features.Length,
            window.Steps * _info.Features,
            argument,
            $"{window.Steps} steps x {_info.Features} features");
        Require.NoNaN(window.Features.Span, argument);
    }
}
