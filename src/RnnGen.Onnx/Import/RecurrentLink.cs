using System.Globalization;
using RnnGen.Onnx.Format;

namespace RnnGen.Onnx.Import;

/// <summary>A node LSTM, GRU or RNN, checked: sizes fit one another, and its options have a form in RnnGen.</summary>
internal sealed record RecurrentLink(
    OnnxNode Node, CellForm Form, Activation Activation, int Hidden, int Inputs, string Direction, OnnxTensor Weight,
    OnnxTensor StateWeight, OnnxTensor? Bias, OnnxTensor? Peepholes) : Link(Node)
{
    public int Directions => Direction == "bidirectional" ? 2 : 1;

    public int Rows => Form.Gates.Length * Hidden;

    /// <summary>The node as a layer.</summary>
    /// <param name="node">The node.</param>
    /// <param name="constants">A tensor of the file, or null.</param>
    /// <param name="starts">What layers may start from.</param>
    /// <param name="makers">The node that makes a value, or null.</param>
    /// <exception cref="OnnxException">It computes something that no layer does.</exception>
    public static RecurrentLink Of(
        OnnxNode node, Func<string, OnnxTensor?> constants, Starts starts, Func<string, OnnxNode?> makers)
    {
        OnnxTensor weight = Constant(1, "W"), state = Constant(2, "R");
        if (weight.Shape.Count != 3 || state.Shape.Count != 3)
            throw new OnnxException(
                $"{node}: W and R have three axes; found {weight.Shape.Count} and {state.Shape.Count}.");
        if (state.Shape[2] == 0 || weight.Shape[2] == 0)
            throw new OnnxException($"{node} has {state.Shape[2]} units and reads {weight.Shape[2]}; expected some.");
        (int directions, int hidden, int inputs) = ((int)weight.Shape[0], (int)state.Shape[2], (int)weight.Shape[2]);
        string direction = node.Attribute("direction")?.Text ?? "forward";
        if (direction is not ("forward" or "reverse" or "bidirectional"))
            throw new OnnxException($"{node}: direction is '{direction}'.");
        if (node.Float("clip", 0) != 0 || node.Int("input_forget", 0) != 0)
            throw new OnnxException($"{node}: clip and input_forget have no form in RnnGen.");
        OnnxTensor? bias = Optional(3), peepholes = node.Type == "LSTM" ? Optional(7) : null;
        for (int i = 5; i < (node.Type == "LSTM" ? 7 : 6); i++)
        {
            if (node.Input(i) is not { Length: > 0 } start || starts.Has(start))
                continue;
            throw new OnnxException(
                constants(start) is not null
                    ? $"{node}: it starts from numbers of the file; states here start from zero."
                    : $"{node}: it starts from '{start}', which {makers(start)?.ToString() ?? "nothing"} makes; "
                        + "expected an input of the graph, or zeros.");
        }

        int number = direction == "bidirectional" ? 2 : 1;
        bool isAfter = node.Int("linear_before_reset", 0) != 0;
        CellForm form = CellForm.All.First(one => one.Node == node.Type && one.NegatedGate is null
            && one.LinearBeforeReset == (isAfter && node.Type == "GRU") && one.HasPeepholes == peepholes is not null);
        int rows = form.Gates.Length * hidden;
        Require("W", weight, number, rows, inputs);
        Require("R", state, number, rows, hidden);
        if (bias is not null)
            Require("B", bias, number, 2 * rows);
        if (peepholes is not null)
            Require("P", peepholes, number, 3 * hidden);
        return new RecurrentLink(
            node, form, ActivationOf(node, number), hidden, inputs, direction, weight, state, bias, peepholes);

        OnnxTensor Constant(int input, string name) => constants(node.Input(input))?.OfNumbers()
            ?? throw new OnnxException($"{node}: {name} is no tensor of the file.");

        OnnxTensor? Optional(int input) => node.Input(input).Length == 0 ? null
            : constants(node.Input(input))?.OfNumbers()
                ?? throw new OnnxException($"{node}: input {input} is no tensor of the file.");

        void Require(string name, OnnxTensor tensor, params long[] shape)
        {
            if (!tensor.Shape.SequenceEqual(shape))
                throw new OnnxException(
                    $"{node}: {name} is [{string.Join(", ", tensor.Shape)}]; expected [{string.Join(", ", shape)}].");
        }
    }

    /// <summary>The activation of the plain layer; of others the usual ones, or none.</summary>
    private static Activation ActivationOf(OnnxNode node, int directions)
    {
        string[] usual = node.Type switch
        {
            "LSTM" => ["Sigmoid", "Tanh", "Tanh"],
            "GRU" => ["Sigmoid", "Tanh"],
            _ => ["Tanh"],
        };
        IReadOnlyList<string> names = node.Attribute("activations")?.Texts ?? [];
        string[] first = names.Count == 0 ? usual : [.. names.Take(names.Count / directions)];
        if (first.Length == 0)
            throw new OnnxException($"{node}: it has {names.Count} activations for {directions} directions.");
        bool isSame = Enumerable.Range(0, names.Count).All(i => names[i] == first[i % first.Length]);
        if (!isSame || (node.Type != "RNN" && !first.SequenceEqual(usual, StringComparer.OrdinalIgnoreCase)))
            throw new OnnxException(
                $"{node}: its activations are {string.Join(", ", names)}; RnnGen's are {string.Join(", ", usual)}.");
        if (node.Type != "RNN")
            return Activation.Tanh;
        RnnActivation known = RnnActivation.All.FirstOrDefault(
            one => string.Equals(one.Name, first[0], StringComparison.OrdinalIgnoreCase))
            ?? throw new OnnxException($"{node}: its activation {first[0]} has no form in RnnGen.");
        if (known.Alpha != 0)
            RequireFactor("activation_alpha", known.Alpha, DefaultAlpha(known.Name));
        if (known.Name is "Affine" or "HardSigmoid")
            RequireFactor("activation_beta", known.Beta, known.Name == "Affine" ? 0 : 0.5f);
        return known.Activation;

        // a direction that the list does not reach has the default
        void RequireFactor(string name, float expected, float? otherwise)
        {
            IReadOnlyList<float> given = node.Attribute(name)?.Floats ?? [];
            for (int d = 0; d < Math.Max(directions, given.Count); d++)
            {
                float? actual = d < given.Count ? given[d] : otherwise;
                if (actual == expected)
                    continue;
                string found = actual?.ToString(CultureInfo.InvariantCulture) ?? "not there, where runtimes differ";
                throw new OnnxException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{node}: its {name} of {known.Name} is {found}; RnnGen's is {expected}."));
            }
        }
    }

    /// <summary>
    /// Alpha where a file does not say it: that of the operator of this name. Affine is none any more; ONNX once said
    /// 1 of it, and ONNX Runtime computes with 0.
    /// </summary>
    private static float? DefaultAlpha(string activation) => activation switch
    {
        "LeakyRelu" => 0.01f,
        "HardSigmoid" => 0.2f,
        "Affine" => null,
        _ => 1,
    };
}
