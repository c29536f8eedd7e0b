using RnnGen;

namespace SineForecast;

/// <summary>
/// Several steps ahead: each prediction becomes an input of the next. That needs a model that predicts what it reads,
/// as many outputs as features and in the same units; whatever else it reads must be known in advance.
/// </summary>
internal sealed class FeedBack : IDisposable
{
    private readonly ModelStream<float> _stream;
    private readonly int _width;

    public FeedBack(Model<float> model)
    {
        if (model.Info.Outputs != model.Info.Features)
        {
            throw new ArgumentException(
                $"{model.Info.Name} has {model.Info.Outputs} outputs and reads {model.Info.Features} features: its "
                + "predictions are no input for it.",
                nameof(model));
        }

        _stream = model.CreateStream();
        _width = model.Info.Outputs;
    }

    /// <summary>
    /// Forecasts from a window that moves along: before each step the stream starts anew and reads the last values,
    /// known or predicted, as many as the model was trained on.
    /// </summary>
    /// <param name="window">The values before the forecast. [T, F]</param>
    /// <param name="steps">How far to look.</param>
    /// <returns>One row a step, whatever the number of outputs. [steps, O]</returns>
    public float[,] MoveWindow(ReadOnlySpan<float> window, int steps)
    {
        var forecast = new float[steps, _width];
        float[] values = [.. window, .. new float[steps * _width]]; // what is known, then what is predicted
        for (int step = 0; step < steps; step++)
        {
            _stream.Reset();
            ReadOnlySpan<float> output = Read(values.AsSpan(step * _width, window.Length));
            output.CopyTo(values.AsSpan(window.Length + (step * _width)));
            Write(output, forecast, step);
        }

        return forecast;
    }

    /// <summary>
    /// Forecasts with a stream that runs on, one step for each prediction. Its state then has more steps behind it than
    /// any in training had, which the model need not know how to continue.
    /// </summary>
    /// <inheritdoc cref="MoveWindow"/>
    public float[,] RunOn(ReadOnlySpan<float> window, int steps)
    {
        var forecast = new float[steps, _width];
        _stream.Reset();
        ReadOnlySpan<float> output = Read(window);
        for (int step = 0; step < steps; step++)
        {
            Write(output, forecast, step);
            output = _stream.Step(output);
        }

        return forecast;
    }

    public void Dispose() => _stream.Dispose();

    private ReadOnlySpan<float> Read(ReadOnlySpan<float> values)
    {
        ReadOnlySpan<float> output = default;
        for (int start = 0; start < values.Length; start += _width)
            output = _stream.Step(values.Slice(start, _width));
        return output;
    }

    private static void Write(ReadOnlySpan<float> output, float[,] forecast, int step)
    {
        for (int o = 0; o < output.Length; o++)
            forecast[step, o] = output[o];
    }
}
