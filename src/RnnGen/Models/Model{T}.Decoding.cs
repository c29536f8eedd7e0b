using System.Runtime.InteropServices;
using RnnGen.Program;

namespace RnnGen;

/// <content>What a model makes of its own outputs: tokens one after another, and forecasts.</content>
public abstract partial class Model<T>
{
    /// <summary>
    /// Lets a causal model of tokens go on with a prompt: what it says is what it reads next, and one token costs the
    /// same whatever came before. A model with <see cref="ModelInfo.Step"/> replies to what its other input reads.
    /// </summary>
    /// <param name="prompt">What comes before; 1 token at least. Of a decoder its other input. [T]</param>
    /// <param name="how">
    /// How tokens are chosen, and how many; without an end token a decoder has its own.
    /// </param>
    /// <exception cref="ArgumentException">The prompt is empty, or a token is unknown.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model reads features or several inputs, has not an output for each token or another loss than cross-entropy,
    /// or is not causal; or it is a decoder that cannot go on step by step.
    /// </exception>
    /// <exception cref="ArithmeticException">The model's outputs are no numbers.</exception>
    public Decoded Generate(ReadOnlySpan<int> prompt, Decoding how) =>
        Generation<T>.Run(this, [Generation<T>.Prompt(Info, prompt.ToArray())], how)[0];

    /// <summary>
    /// Goes on with many prompts at once; each gets what it gets alone, but that sampling draws the i-th stream of
    /// numbers for prompt i.
    /// </summary>
    /// <param name="prompts">
    /// The prompts, of any lengths from 1 token; targets are not read. Of a decoder what its other inputs read, and
    /// where it has been given what was said, that is read first.
    /// </param>
    /// <param name="how">How tokens are chosen, and how many.</param>
    /// <returns>What follows each prompt, in the order of the prompts.</returns>
    /// <inheritdoc cref="Generate(ReadOnlySpan{int}, Decoding)"/>
    public IReadOnlyList<Decoded> Generate(IReadOnlyList<Sample<T>> prompts, Decoding how) =>
        Generation<T>.Run(this, prompts, how);

    /// <summary>
    /// Goes on with a text: <see cref="Model.Vocabulary"/> turns it into tokens, and what follows into text again.
    /// </summary>
    /// <param name="prompt">The text; 1 token at least.</param>
    /// <param name="how">How tokens are chosen, and how many.</param>
    /// <returns>What follows the prompt, without it.</returns>
    /// <exception cref="InvalidOperationException">
    /// As for prompts of tokens, or the model has no vocabulary, or that has no tokenizer.
    /// </exception>
    /// <exception cref="KeyNotFoundException">A token is unknown, and none stands for unknown ones.</exception>
    /// <exception cref="ArgumentException">The prompt is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The model says a token that the vocabulary has not.</exception>
    /// <exception cref="ArithmeticException">The model's outputs are no numbers.</exception>
    public string Generate(string prompt, Decoding how)
    {
        Vocabulary vocabulary = RequireVocabulary();
        Decoded decoded = Generate(vocabulary.Encode(prompt), how);
        return vocabulary.DecodeText([.. decoded.Tokens]);
    }

    /// <summary>
    /// Forecasts several steps ahead, in the user's units: each prediction is an input of the next. The outputs are the
    /// first features of the next step; further features must be known.
    /// </summary>
    /// <param name="window">The steps before the forecast; 1 at least. [T, F]</param>
    /// <param name="steps">Steps to forecast, at least 1.</param>
    /// <param name="how">What the model reads again.</param>
    /// <param name="known">
    /// Features of the forecast's steps that the model does not predict, in the user's units; empty where it predicts
    /// all. [steps, F - O]
    /// </param>
    /// <returns>One row a step. [steps, O]</returns>
    /// <exception cref="ArgumentException">A length is wrong, or a value is NaN.</exception>
    /// <exception cref="InvalidOperationException">
    /// The model reads tokens or several inputs, has more outputs than features or scores of classes, or cannot run on
    /// since it is not causal.
    /// </exception>
    /// <exception cref="ArithmeticException">A prediction is NaN.</exception>
    public T[,] Forecast(
        ReadOnlySpan<T> window,
        int steps,
        Forecasting how = Forecasting.MovingWindow,
        ReadOnlySpan<T> known = default)
    {
        Sample<T> only = Sample<T>.FromFeatures(window.ToArray(), StepsOf(window, nameof(window)));
        T[,,] forecast = Forecast([only], steps, how, known);
        var rows = new T[steps, Info.Outputs];
        Span<T> all = MemoryMarshal.CreateSpan(ref forecast[0, 0, 0], forecast.Length);
        all.CopyTo(MemoryMarshal.CreateSpan(ref rows[0, 0], rows.Length));
        return rows;
    }

    /// <summary>Forecasts several steps ahead of many windows at once; each gets what it gets alone.</summary>
    /// <param name="windows">The steps before each forecast, of any lengths from 1; targets are not read.</param>
    /// <param name="steps">Steps to forecast, at least 1.</param>
    /// <param name="how">What the model reads again.</param>
    /// <param name="known">
    /// Features of the forecasts' steps that the model does not predict, in the user's units; empty where it predicts
    /// all. [windows, steps, F - O]
    /// </param>
    /// <returns>The forecasts in the order of the windows. [windows, steps, O]</returns>
    /// <inheritdoc cref="Forecast(ReadOnlySpan{T}, int, Forecasting, ReadOnlySpan{T})"/>
    public T[,,] Forecast(
        IReadOnlyList<Sample<T>> windows,
        int steps,
        Forecasting how = Forecasting.MovingWindow,
        ReadOnlySpan<T> known = default) =>
        new ForecastRun<T>(this, windows, steps, how).Run(known);
}
