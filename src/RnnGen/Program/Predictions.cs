namespace RnnGen.Program;

/// <summary>
/// What outputs mean under each loss, as <see cref="OutputReader{T, TPrediction}"/>s that emitted code names. The
/// model's outputs are logits where the loss is a cross-entropy.
/// </summary>
public static partial class Predictions
{
    /// <summary>Cross-entropy, once a sequence: softmax of [O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static ClassPrediction Class<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Class(model, 0, outputs);

    /// <summary>Cross-entropy at each step: softmax of each row of [T, O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static TagsPrediction Tags<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Tags(model, 0, outputs);

    /// <summary>CRF: the best path of [T, O], with the probability of each class at each step over all paths.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    /// <exception cref="InvalidOperationException">A scheme is declared and the model has no class names.</exception>
    public static TagsPrediction Path<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LinearChain<T> chain = LinearChain<T>.Of((Model<T>)model);
        var path = new int[outputs.Length / chain.Classes];
        var marginals = new double[outputs.Length];
        chain.Viterbi(outputs, path);
        chain.Marginals(outputs, marginals);
        var probabilities = new double[path.Length][];
        for (int t = 0; t < path.Length; t++)
            probabilities[t] = marginals.AsSpan(t * chain.Classes, chain.Classes).ToArray();
        return new TagsPrediction(Labels(model, 0), probabilities, path);
    }

    /// <summary>CTC: the labels of the best path of [T, O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static LabelsPrediction Labelling<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Labels(model, 0), CtcDecoder.Greedy(outputs, model.Info.Outputs, model.Info.Loss!.Blank));

    /// <summary>Binary cross-entropy of one output, once a sequence: its sigmoid.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The output. [1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static BinaryPrediction Binary<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Binary(model, 0, outputs);

    /// <summary>Binary cross-entropy of one output, at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, 1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static BinaryPrediction[] BinarySteps<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BinarySteps(model, 0, outputs);

    /// <summary>Binary cross-entropy of several outputs, once a sequence: the sigmoid of each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static MultiLabelPrediction MultiLabel<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MultiLabel(model, 0, outputs);

    /// <summary>Binary cross-entropy of several outputs, at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static MultiLabelPrediction[] MultiLabelSteps<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => MultiLabelSteps(model, 0, outputs);

    /// <summary>A regression of one number, once a sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The output. [1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static T Value<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => outputs[0];

    /// <summary>A regression of several numbers, once a sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static T[] Vector<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => outputs.ToArray();

    /// <summary>A regression at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static T[,] Matrix<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Matrix(model, 0, outputs);

    private static double[] Softmax<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = double.NegativeInfinity;
        foreach (T logit in logits)
            max = Math.Max(max, FloatCast<T>.ToDouble(logit));
        var probabilities = new double[logits.Length];
        double sum = 0;
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = ScalarMath.Exp(FloatCast<T>.ToDouble(logits[i]) - max);
            sum += probabilities[i];
        }

        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] /= sum;
        return probabilities;
    }
}
