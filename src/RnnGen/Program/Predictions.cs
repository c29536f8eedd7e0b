using System.Runtime.InteropServices;

namespace RnnGen.Program;

/// <summary>
/// What outputs mean under each loss, as <see cref="OutputReader{T, TPrediction}"/>s that emitted code names. The
/// model's outputs are logits where the loss is a cross-entropy.
/// </summary>
public static class Predictions
{
    /// <summary>Cross-entropy, once a sequence: softmax of [O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static ClassPrediction Class<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Labels(model), Softmax(outputs));

    /// <summary>Cross-entropy at each step: softmax of each row of [T, O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static TagsPrediction Tags<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Labels(model), Steps(model, outputs, static (_, output) => Softmax(output)));

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
        return new TagsPrediction(Labels(model), probabilities, path);
    }

    /// <summary>CTC: the labels of the best path of [T, O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static LabelsPrediction Labelling<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Labels(model), CtcDecoder.Greedy(outputs, model.Info.Outputs, model.Info.Loss!.Blank));

    /// <summary>Binary cross-entropy of one output, once a sequence: its sigmoid.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The output. [1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static BinaryPrediction Binary<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        double probability = ScalarMath.Sigmoid(FloatCast<T>.ToDouble(outputs[0]));
        bool isPositive = probability >= BinaryPrediction.Threshold;
        return new BinaryPrediction(isPositive, probability)
        {
            Label = model.ClassNames switch
            {
                [string negative, string positive] => isPositive ? positive : negative,
                [string positive] => isPositive ? positive : $"not {positive}",
                _ => null!,
            },
        };
    }

    /// <summary>Binary cross-entropy of one output, at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, 1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static BinaryPrediction[] BinarySteps<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Steps(model, outputs, Binary);

    /// <summary>Binary cross-entropy of several outputs, once a sequence: the sigmoid of each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static MultiLabelPrediction MultiLabel<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var probabilities = new double[outputs.Length];
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] = ScalarMath.Sigmoid(FloatCast<T>.ToDouble(outputs[i]));
        return new MultiLabelPrediction(Labels(model), probabilities);
    }

    /// <summary>Binary cross-entropy of several outputs, at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static MultiLabelPrediction[] MultiLabelSteps<T>(Model model, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Steps(model, outputs, MultiLabel);

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
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        int width = model.Info.Outputs;
        var matrix = new T[outputs.Length / width, width];
        if (!outputs.IsEmpty)
            outputs.CopyTo(MemoryMarshal.CreateSpan(ref matrix[0, 0], outputs.Length));
        return matrix;
    }

    private static ClassLabels Labels(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ClassLabels(model.ClassNames);
    }

    private static TStep[] Steps<T, TStep>(Model model, ReadOnlySpan<T> outputs, OutputReader<T, TStep> read)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        int width = model.Info.Outputs;
        var steps = new TStep[outputs.Length / width];
        for (int t = 0; t < steps.Length; t++)
            steps[t] = read(model, outputs.Slice(t * width, width));
        return steps;
    }

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
