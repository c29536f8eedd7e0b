using RnnGen.Compiler.Lowering;

namespace RnnGen.Compiler.Emit;

/// <summary>Prints <c>FromFile</c> and the overloads of <c>Predict</c> that the declared loss types.</summary>
internal static class PredictionEmitter
{
    private const int MaxColumns = 110;
    private const string Errors = "/// <exception cref=\"global::System.ArgumentException\">";

    /// <summary>The result's type, with T for the float type, and what it is.</summary>
    private static readonly Dictionary<PredictionKind, (string Type, string Summary)> s_rows = new()
    {
        [PredictionKind.Class] = ("global::RnnGen.ClassPrediction", "The class of {0}, with the probability of each."),
        [PredictionKind.Tags] = ("global::RnnGen.TagsPrediction", "The class at each step of {0}, with probabilities."),
        [PredictionKind.Path] = ("global::RnnGen.TagsPrediction",
            "The class at each step of {0} on the best path, with the probabilities over all paths."),
        [PredictionKind.Labelling] = ("global::RnnGen.LabelsPrediction", "The labels of {0}, without steps."),
        [PredictionKind.Binary] = ("global::RnnGen.BinaryPrediction", "Yes or no for {0}, with the probability of yes."),
        [PredictionKind.BinarySteps] = ("global::RnnGen.BinaryPrediction[]", "Yes or no for each step of {0}. [T]"),
        [PredictionKind.MultiLabel] = ("global::RnnGen.MultiLabelPrediction", "The classes of {0}, any number of them."),
        [PredictionKind.MultiLabelSteps] =
            ("global::RnnGen.MultiLabelPrediction[]", "The classes at each step of {0}, any number of them. [T]"),
        [PredictionKind.Value] = ("T", "The number predicted for {0}, in the user's units."),
        [PredictionKind.Vector] = ("T[]", "The numbers predicted for {0}, in the user's units. [O]"),
        [PredictionKind.Matrix] = ("T[,]", "The numbers predicted for each step of {0}, in the user's units. [T, O]"),
    };

    public static void Emit(CodeWriter writer, ModelSpec spec, PredictionKind kind)
    {
        FromFile(writer, spec.Name);
        if (kind == PredictionKind.None)
            return;
        string real = spec.Precision == Precision.Double ? "double" : "float";
        (string type, string summary) = s_rows[kind];
        type = type[0] == 'T' ? real + type.Substring(1) : type;
        if (PredictionRules.ReadsTokens(spec))
        {
            Summary(writer, summary, "a sequence of tokens");
            writer.Line("/// <param name=\"tokens\">The tokens. [T]</param>");
            writer.Line($"{Errors}A token is unknown or the number of steps not the declared one.</exception>");
            Method(writer, kind, type, "global::System.ReadOnlySpan<int> tokens", "tokens");
            Summary(writer, summary, "a text");
            writer.Line("/// <param name=\"text\">The text, which the model's Vocabulary turns into tokens.</param>");
            writer.Line("/// <exception cref=\"global::System.InvalidOperationException\">"
                + "The model has no Vocabulary.</exception>");
            Method(writer, kind, type, "string text", "text");
        }
        else
        {
            Summary(writer, summary, "a sequence");
            writer.Line("/// <param name=\"sequence\">The features of each step, in the user's units. "
                + $"[T, {CodeWriter.Literal(spec.Input.Features)}]</param>");
            writer.Line($"{Errors}The length is wrong or a value NaN.</exception>");
            Method(writer, kind, type, $"global::System.ReadOnlySpan<{real}> sequence", "sequence");
        }

        Summary(writer, summary, "each of many samples");
        writer.Line("/// <param name=\"samples\">Samples of any lengths; their targets are not read.</param>");
        writer.Line("/// <returns>The predictions in the order of the samples.</returns>");
        writer.Line($"{Errors}A sample does not fit; the message says which.</exception>");
        const string List = "global::System.Collections.Generic.IReadOnlyList";
        Method(writer, kind, $"{List}<{type}>", $"{List}<global::RnnGen.Sample<{real}>> samples", "samples");
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
            writer.Line($"var model = new {name}();");
            writer.Line("model.Load(path, options);");
            writer.Line("return model;");
        });
    }

    private static void Summary(CodeWriter writer, string summary, string subject)
    {
        writer.Line();
        writer.Line($"/// <summary>{summary.Replace("{0}", subject)}</summary>");
    }

    private static void Method(CodeWriter writer, PredictionKind kind, string type, string parameter, string argument)
    {
        string head = $"public {type} Predict(";
        bool fits = head.Length + parameter.Length < MaxColumns;
        writer.Line(fits ? $"{head}{parameter})" : head);
        writer.Indented(() =>
        {
            if (!fits)
                writer.Line($"{parameter})");
            writer.Line($"=> PredictAs({argument}, global::RnnGen.Program.Predictions.{kind});");
        });
    }
}
