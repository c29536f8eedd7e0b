using RnnGen.Compiler.Lowering;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints <c>FromFile</c> and the overloads of <c>Predict</c> that the declared losses type.</summary>
internal static class PredictionEmitter
{
    private const int MaxColumns = 110;
    private const string Readers = "global::RnnGen.Program.Predictions";
    private const string Units = ", in the user's units"; // where the model's scalers apply: the first input and head
    private const string Errors = "/// <exception cref=\"global::System.ArgumentException\">";

    /// <summary>
    /// The result's type, with T for the float type; what it is; whether its reader asks for the head's number.
    /// </summary>
    private static readonly Dictionary<PredictionKind, (string Type, string Summary, bool ByHead)> s_rows = new()
    {
        [PredictionKind.Class] =
            ("global::RnnGen.ClassPrediction", "The class of {0}, with the probability of each.", true),
        [PredictionKind.Tags] =
            ("global::RnnGen.TagsPrediction", "The class at each step of {0}, with probabilities.", true),
        [PredictionKind.Path] = ("global::RnnGen.TagsPrediction",
            "The class at each step of {0} on the best path, with the probabilities over all paths.", false),
        [PredictionKind.Labelling] =
            ("global::RnnGen.LabelsPrediction", "The labels of {0}, without steps.", false),
        [PredictionKind.Binary] =
            ("global::RnnGen.BinaryPrediction", "Yes or no for {0}, with the probability of yes.", true),
        [PredictionKind.BinarySteps] =
            ("global::RnnGen.BinaryPrediction[]", "Yes or no for each step of {0}. [T]", true),
        [PredictionKind.MultiLabel] =
            ("global::RnnGen.MultiLabelPrediction", "The classes of {0}, any number of them.", true),
        [PredictionKind.MultiLabelSteps] =
            ("global::RnnGen.MultiLabelPrediction[]", "The classes at each step of {0}, any number of them. [T]", true),
        [PredictionKind.Value] = ("T", "The number predicted for {0}, in the user's units.", false),
        [PredictionKind.Vector] = ("T[]", "The numbers predicted for {0}, in the user's units. [O]", false),
        [PredictionKind.Matrix] =
            ("T[,]", "The numbers predicted for each step of {0}, in the user's units. [T, O]", true),
    };

    public static void Emit(CodeWriter writer, ModelSpec spec, IReadOnlyList<PredictionHead> heads)
    {
        FromFile(writer, spec.Name);
        if (heads.Count == 0)
            return;
        string real = spec.Precision == Precision.Double ? "double" : "float";
        Prediction prediction = heads.Count == 1
            ? new(TypeOf(heads[0].Kind, real), s_rows[heads[0].Kind].Summary, $"{Readers}.{heads[0].Kind}")
            : Several(writer, spec.Graph!.PredictionName, heads, real);
        if (!PredictionRules.ReadsOneSequence(spec))
            OfInputs(writer, spec.Graph!.Inputs, prediction, real);
        else if (PredictionRules.ReadsTokens(spec))
            OfTokens(writer, prediction);
        else
            OfFeatures(writer, spec.Input.Features, prediction, real);

        Summary(writer, prediction, "each of many samples");
        writer.Line("/// <param name=\"samples\">Samples of any lengths; their targets are not read.</param>");
        writer.Line("/// <returns>The predictions in the order of the samples.</returns>");
        writer.Line($"{Errors}A sample does not fit; the message says which.</exception>");
        const string List = "global::System.Collections.Generic.IReadOnlyList";
        Method(writer, prediction with { Type = $"{List}<{prediction.Type}>" },
            [$"{List}<global::RnnGen.Sample<{real}>> samples"], "samples");
    }

    /// <summary>A record with a property a head, and the method that makes it of outputs.</summary>
    private static Prediction Several(
        CodeWriter writer, string name, IReadOnlyList<PredictionHead> heads, string real)
    {
        writer.Line();
        writer.Line("/// <summary>What is predicted of one sample, a property for each output.</summary>");
        for (var i = 0; i < heads.Count; i++)
        {
            string summary = s_rows[heads[i].Kind].Summary.Replace("{0}", "the sample");
            summary = i == 0 ? summary : summary.Replace(Units, "");
            writer.Line($"/// <param name=\"{heads[i].Property}\">{summary}</param>");
        }

        writer.Line($"public sealed record {name}(");
        writer.Indented(() =>
        {
            for (var i = 0; i < heads.Count; i++)
            {
                string end = i == heads.Count - 1 ? ");" : ",";
                writer.Line($"{TypeOf(heads[i].Kind, real)} {heads[i].Property}{end}");
            }
        });
        writer.Line();
        writer.Line($"private static {name} __Read("
            + $"global::RnnGen.Model model, global::RnnGen.Program.RowOutputs<{real}> outputs)");
        writer.Indented(() =>
        {
            writer.Line("=> new(");
            writer.Indented(() =>
            {
                for (var i = 0; i < heads.Count; i++)
                {
                    string number = CodeWriter.Literal(i), end = i == heads.Count - 1 ? ");" : ",";
                    string head = s_rows[heads[i].Kind].ByHead ? $"{number}, " : "";
                    writer.Line($"{Readers}.{heads[i].Kind}(model, {head}outputs[{number}]){end}");
                }
            });
        });
        return new(name, "What is predicted of {0}.", "__Read");
    }

    /// <summary>A parameter for each input, by its name.</summary>
    private static void OfInputs(
        CodeWriter writer, IReadOnlyList<GraphInput> inputs, Prediction prediction, string real)
    {
        Summary(writer, prediction, "one sample");
        var errors = new SortedSet<string>(StringComparer.Ordinal) { "A length is wrong" };
        for (var i = 0; i < inputs.Count; i++)
        {
            (string name, bool perStep, InputSpec input) = inputs[i];
            string features = CodeWriter.Literal(input.Features), units = i == 0 ? Units : "";
            string what = input.IsTokens ? "The tokens. [T]"
                : perStep ? $"The features of each step{units}. [T, {features}]"
                : $"The features{units}. [{features}]";
            writer.Line($"/// <param name=\"{name}\">{what}</param>");
            errors.Add(input.IsTokens ? "a token is unknown" : "a value is NaN");
        }

        writer.Line($"{Errors}{Join([.. errors])}; the message says of which input.</exception>");
        string[] names = [.. inputs.Select(static input => CSharpNames.Escape(input.Name))];
        string[] parameters = [.. inputs.Select((input, i)
            => $"global::System.ReadOnlySpan<{(input.Spec.IsTokens ? "int" : real)}> {names[i]}")];
        IEnumerable<string> arguments = names.Select(static (name, i) => $"InputOf({CodeWriter.Literal(i)}, {name})");
        // No collection expression: the surface also stands where the project's C# is too old for a model.
        Method(writer, prediction, parameters, $"new[] {{ {string.Join(", ", arguments)} }}");
    }

    private static void OfTokens(CodeWriter writer, Prediction prediction)
    {
        Summary(writer, prediction, "a sequence of tokens");
        writer.Line("/// <param name=\"tokens\">The tokens. [T]</param>");
        writer.Line($"{Errors}A token is unknown or the number of steps not the declared one.</exception>");
        Method(writer, prediction, ["global::System.ReadOnlySpan<int> tokens"], "tokens");
        Summary(writer, prediction, "a text");
        writer.Line("/// <param name=\"text\">The text, which the model's Vocabulary turns into tokens.</param>");
        writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">"
            + "The model has no Vocabulary.</exception>");
        Method(writer, prediction, ["string text"], "text");
    }

    private static void OfFeatures(CodeWriter writer, int features, Prediction prediction, string real)
    {
        Summary(writer, prediction, "a sequence");
        writer.Line("/// <param name=\"sequence\">The features of each step, in the user's units. "
            + $"[T, {CodeWriter.Literal(features)}]</param>");
        writer.Line($"{Errors}The length is wrong or a value NaN.</exception>");
        Method(writer, prediction, [$"global::System.ReadOnlySpan<{real}> sequence"], "sequence");
    }

    private static void FromFile(CodeWriter writer, string name)
    {
        writer.Line();
        writer.Line("/// <summary>Makes the model that a file holds, with all that was saved with it.</summary>");
        writer.Line("/// <param name=\"path\">The file.</param>");
        writer.Line("/// <param name=\"options\">A renaming map and partial loading, or null.</param>");
        writer.Line("/// <exception cref=\"global::RnnGen.CheckpointException\">"
            + "The file is damaged, altered or another model's.</exception>");
        writer.Block($"public static {name} FromFile(string path, global::RnnGen.LoadOptions? options = null)", () =>
        {
            writer.Line($"var model = new {name}(0UL); // other constructors may be callable without arguments");
            writer.Line("model.Load(path, options);");
            writer.Line("return model;");
        });
    }

    private static string TypeOf(PredictionKind kind, string real)
    {
        string type = s_rows[kind].Type;
        return type[0] == 'T' ? real + type.Substring(1) : type;
    }

    private static string Join(IReadOnlyList<string> parts) => parts.Count == 1 ? parts[0]
        : $"{string.Join(", ", parts.Take(parts.Count - 1))} or {parts[parts.Count - 1]}";

    private static void Summary(CodeWriter writer, Prediction prediction, string subject)
    {
        writer.Line();
        writer.Line($"/// <summary>{prediction.Summary.Replace("{0}", subject)}</summary>");
    }

    private static void Method(
        CodeWriter writer, Prediction prediction, IReadOnlyList<string> parameters, string argument)
    {
        string head = $"public {prediction.Type} Predict(", all = string.Join(", ", parameters);
        bool fits = head.Length + all.Length < MaxColumns;
        writer.Line(fits ? $"{head}{all})" : head);
        writer.Indented(() =>
        {
            for (var i = 0; i < parameters.Count && !fits; i++)
                writer.Line(parameters[i] + (i == parameters.Count - 1 ? ")" : ","));
            writer.Line($"=> PredictAs({argument}, {prediction.Reader});");
        });
    }

    /// <summary>What Predict gives.</summary>
    /// <param name="Type">Its type.</param>
    /// <param name="Summary">What it is, of {0}.</param>
    /// <param name="Reader">What makes it of outputs.</param>
    private sealed record Prediction(string Type, string Summary, string Reader);
}
