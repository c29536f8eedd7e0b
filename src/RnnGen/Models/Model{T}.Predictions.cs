using System.Runtime.CompilerServices;
using RnnGen.Program;

namespace RnnGen;

/// <content>What emitted overloads of Predict call.</content>
public abstract unsafe partial class Model<T>
{
    /// <summary>What one sequence of features is predicted as; emitted overloads of Predict call this.</summary>
    /// <param name="sequence">The features of each step, in the user's units. [T, F]</param>
    /// <param name="reader">Makes the prediction of the outputs.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="ArgumentException">A length is wrong, a value is NaN, or the model reads tokens.</exception>
    protected TPrediction PredictAs<TPrediction>(ReadOnlySpan<T> sequence, OutputReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var outputs = new T[BatchChecks<T>.OutputLength(Info.Heads[0], 1, StepsOf(sequence))];
        Predict(sequence, outputs);
        return reader(this, outputs);
    }

    /// <summary>What one sequence of tokens is predicted as; emitted overloads of Predict call this.</summary>
    /// <param name="tokens">The tokens. [T]</param>
    /// <param name="reader">Makes the prediction of the outputs.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="ArgumentException">
    /// A length is wrong, a token is unknown, or the model reads features.
    /// </exception>
    protected TPrediction PredictAs<TPrediction>(ReadOnlySpan<int> tokens, OutputReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var outputs = new T[BatchChecks<T>.OutputLength(Info.Heads[0], 1, tokens.Length)];
        Predict(tokens, outputs);
        return reader(this, outputs);
    }

    /// <summary>What a text is predicted as; emitted overloads of Predict call this.</summary>
    /// <param name="text">The text, which <see cref="Model.Vocabulary"/> turns into tokens.</param>
    /// <param name="reader">Makes the prediction of the outputs.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="InvalidOperationException">The model has no vocabulary, or that has no tokenizer.</exception>
    /// <exception cref="KeyNotFoundException">A token is unknown, and none stands for unknown ones.</exception>
    protected TPrediction PredictAs<TPrediction>(string text, OutputReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PredictAs(RequireVocabulary().Encode(text), reader);
    }

    /// <summary>What a text is predicted as by all heads; emitted overloads of Predict call this.</summary>
    /// <param name="text">The text, which <see cref="Model.Vocabulary"/> turns into tokens.</param>
    /// <param name="reader">Makes the prediction of what the heads gave.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="InvalidOperationException">The model has no vocabulary, or that has no tokenizer.</exception>
    /// <exception cref="KeyNotFoundException">A token is unknown, and none stands for unknown ones.</exception>
    protected TPrediction PredictAs<TPrediction>(string text, RowReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(text);
        return PredictAs(RequireVocabulary().Encode(text), reader);
    }

    /// <summary>
    /// What one sequence of features is predicted as by all heads; emitted overloads of Predict call this.
    /// </summary>
    /// <param name="sequence">The features of each step, in the user's units. [T, F]</param>
    /// <param name="reader">Makes the prediction of what the heads gave.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="ArgumentException">A length is wrong, a value is NaN, or the model reads tokens.</exception>
    protected TPrediction PredictAs<TPrediction>(ReadOnlySpan<T> sequence, RowReader<T, TPrediction> reader) =>
        PredictAs([InputOf(0, sequence)], reader);

    /// <summary>
    /// What one sequence of tokens is predicted as by all heads; emitted overloads of Predict call this.
    /// </summary>
    /// <param name="tokens">The tokens. [T]</param>
    /// <param name="reader">Makes the prediction of what the heads gave.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="ArgumentException">
    /// A length is wrong, a token is unknown, or the model reads features.
    /// </exception>
    protected TPrediction PredictAs<TPrediction>(ReadOnlySpan<int> tokens, RowReader<T, TPrediction> reader) =>
        PredictAs([InputOf(0, tokens)], reader);

    /// <summary>What one sample is predicted as by the only head; emitted overloads of Predict call this.</summary>
    /// <param name="inputs">What each input reads, as <c>InputOf</c> made it.</param>
    /// <param name="reader">Makes the prediction of the outputs.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="ArgumentException">Inputs do not fit the model or one another.</exception>
    protected TPrediction PredictAs<TPrediction>(SampleInput<T>[] inputs, OutputReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return PredictAs(inputs, (model, outputs) => reader(model, outputs[0]));
    }

    /// <summary>What one sample is predicted as by all heads; emitted overloads of Predict call this.</summary>
    /// <param name="inputs">What each input reads, as <c>InputOf</c> made it.</param>
    /// <param name="reader">Makes the prediction of what the heads gave.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <exception cref="ArgumentException">Inputs do not fit the model or one another.</exception>
    protected TPrediction PredictAs<TPrediction>(SampleInput<T>[] inputs, RowReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(reader);
        RowInputs<T>.Together(Info, inputs);
        return new SamplePrediction<T>(this, [Sample<T>.Of(Info, inputs)]).Run(reader)[0];
    }

    /// <summary>
    /// What an input of one sample reads, checked and copied; emitted overloads of Predict call this.
    /// </summary>
    /// <param name="input">Index in <see cref="ModelInfo.Inputs"/>.</param>
    /// <param name="values">The features, in the user's units if it is the first input. [T, F], or [F]</param>
    /// <param name="argument">Where the values come from, for messages.</param>
    /// <exception cref="ArgumentException">A length is wrong, a value is NaN, or the input reads tokens.</exception>
    protected SampleInput<T> InputOf(
        int input, ReadOnlySpan<T> values, [CallerArgumentExpression(nameof(values))] string argument = "") =>
        RowInputs<T>.Of(Info, input, values, argument);

    /// <summary>
    /// What an input of one sample reads, checked and copied; emitted overloads of Predict call this.
    /// </summary>
    /// <param name="input">Index in <see cref="ModelInfo.Inputs"/>.</param>
    /// <param name="tokens">The tokens. [T]</param>
    /// <param name="argument">Where the tokens come from, for messages.</param>
    /// <exception cref="ArgumentException">
    /// A length is wrong, a token is unknown, or the input reads features.
    /// </exception>
    protected SampleInput<T> InputOf(
        int input, ReadOnlySpan<int> tokens, [CallerArgumentExpression(nameof(tokens))] string argument = "") =>
        RowInputs<T>.Of(Info, input, tokens, argument);

    /// <summary>What samples are predicted as; emitted overloads of Predict call this.</summary>
    /// <param name="samples">The samples, in the user's units and of any lengths; targets are not read.</param>
    /// <param name="reader">Makes the prediction of one sample's outputs.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <returns>One prediction a sample, in the order of the samples.</returns>
    /// <exception cref="ArgumentException">A sample does not fit the model; the message says which.</exception>
    protected IReadOnlyList<TPrediction> PredictAs<TPrediction>(
        IReadOnlyList<Sample<T>> samples, OutputReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return PredictAs(samples, (model, outputs) => reader(model, outputs[0]));
    }

    /// <summary>What samples are predicted as by all heads; emitted overloads of Predict call this.</summary>
    /// <param name="samples">
    /// The samples, in the user's units and of any lengths on each axis; targets are not read.
    /// </param>
    /// <param name="reader">Makes the prediction of what the heads gave for one sample.</param>
    /// <typeparam name="TPrediction">What is predicted.</typeparam>
    /// <returns>One prediction a sample, in the order of the samples.</returns>
    /// <exception cref="ArgumentException">A sample does not fit the model; the message says which.</exception>
    protected IReadOnlyList<TPrediction> PredictAs<TPrediction>(
        IReadOnlyList<Sample<T>> samples, RowReader<T, TPrediction> reader)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(reader);
        return new SamplePrediction<T>(this, samples).Run(reader);
    }

    private Vocabulary RequireVocabulary() => Vocabulary ?? throw new InvalidOperationException(
        $"{Info.Name} has no Vocabulary to turn a text into tokens with: set it, or load a file that holds one.");
}
