using System.Runtime.InteropServices;

namespace RnnGen.Program;

/// <content>What the outputs of any head mean. Names of classes are those of the first.</content>
public static partial class Predictions
{
    private delegate TStep StepReader<T, TStep>(Model model, int head, ReadOnlySpan<T> output)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Cross-entropy, once a sequence: softmax of [O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static ClassPrediction Class<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(Labels(model, head), Softmax(outputs));

    /// <summary>Cross-entropy at each step: softmax of each row of [T, O].</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static TagsPrediction Tags<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(Labels(model, head), Steps(model, head, outputs, static (_, _, output) => Softmax(output)));

    /// <summary>Binary cross-entropy of one output, once a sequence: its sigmoid.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The output. [1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static BinaryPrediction Binary<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        double probability = ScalarMath.Sigmoid(FloatCast<T>.ToDouble(outputs[0]));
        bool isPositive = probability >= BinaryPrediction.Threshold;
        return new BinaryPrediction(isPositive, probability)
        {
            Label = (head == 0 ? model.ClassNames : null) switch
            {
                [string negative, string positive] => isPositive ? positive : negative,
                [string positive] => isPositive ? positive : $"not {positive}",
                _ => null!,
            },
        };
    }

    /// <summary>Binary cross-entropy of one output, at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The outputs. [T, 1]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static BinaryPrediction[] BinarySteps<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Steps(model, head, outputs, Binary);

    /// <summary>Binary cross-entropy of several outputs, once a sequence: the sigmoid of each.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The outputs. [O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static MultiLabelPrediction MultiLabel<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var probabilities = new double[outputs.Length];
        for (int i = 0; i < probabilities.Length; i++)
            probabilities[i] = ScalarMath.Sigmoid(FloatCast<T>.ToDouble(outputs[i]));
        return new MultiLabelPrediction(Labels(model, head), probabilities);
    }

    /// <summary>Binary cross-entropy of several outputs, at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static MultiLabelPrediction[] MultiLabelSteps<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Steps(model, head, outputs, MultiLabel);

    /// <summary>A regression at each step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="head">Number of the head.</param>
    /// <param name="outputs">The outputs. [T, O]</param>
    /// <typeparam name="T">The float type.</typeparam>
    public static T[,] Matrix<T>(Model model, int head, ReadOnlySpan<T> outputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        int width = model.Info.Heads[head].Width;
        var matrix = new T[outputs.Length / width, width];
        if (!outputs.IsEmpty)
            outputs.CopyTo(MemoryMarshal.CreateSpan(ref matrix[0, 0], outputs.Length));
        return matrix;
    }

    private static ClassLabels Labels(Model model, int head)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ClassLabels(head == 0 ? model.ClassNames : null);
    }

    private static TStep[] Steps<T, TStep>(
        Model model, int head, ReadOnlySpan<T> outputs, StepReader<T, TStep> read)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        int width = model.Info.Heads[head].Width;
        var steps = new TStep[outputs.Length / width];
        for (int t = 0; t < steps.Length; t++)
            steps[t] = read(model, head, outputs.Slice(t * width, width));
        return steps;
    }
}
