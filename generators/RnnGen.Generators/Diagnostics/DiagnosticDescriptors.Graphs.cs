using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Graphs.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Graphs()
    {
        yield return Graph(
            DiagnosticIds.StackAndGraph,
            "A stack and layer methods in one class",
            "'{0}' declares its layers as methods, so nothing of a stack may stand on the class; put this attribute on "
            + "a layer method, on [Forward], or on its parameter");

        yield return Graph(
            DiagnosticIds.NoForward,
            "Layer methods without a [Forward]",
            "'{0}' has layer methods and nothing that wires them; write [Forward] private static Seq Outputs(Seq x) "
            + "=> ..., which calls them");

        yield return Graph(
            DiagnosticIds.SeveralForwards,
            "Several [Forward] methods",
            "'{0}' has {1} [Forward] methods; keep one of them");

        yield return Graph(
            DiagnosticIds.LayerMethodShape,
            "The head of a layer method is wrong",
            "'{0}' {1}; write '{2}'");

        yield return Graph(
            DiagnosticIds.NotInForward,
            "This is not read in a [Forward] method",
            "{0} is not read in a [Forward] method ({1})");

        yield return Graph(
            DiagnosticIds.UnitsDiffer,
            "The units of two values differ",
            "{0} has {1} units, {2} has {3}; bring one to the other's by a [Dense] layer, or by Slice or Concat");

        yield return Graph(
            DiagnosticIds.AxesDiffer,
            "Sequences of different times are combined",
            "'{0}' has {1} steps and '{2}' has {3}, so they cannot be joined step by step; read one of them as a value "
            + "a row, such as Last(...) or MeanPool(...), start a recurrent layer from its Final, or give both as many "
            + "steps");

        yield return Graph(
            DiagnosticIds.UnknownHead,
            "A loss of no output",
            "'{0}' is no output of '{1}', which gives {2}; write one of its names, or leave Of out for the first");

        yield return Graph(
            DiagnosticIds.LayerNotCalled,
            "A layer is never called",
            "'{0}' is a layer that '{1}' never calls, so that the model is without it; call it, or remove the method",
            DiagnosticSeverity.Warning);

        yield return Graph(
            DiagnosticIds.LayerWidths,
            "A layer is called at two widths",
            "'{0}' is given {1} units here and {2} before, and its weights fit one width only; declare a second layer, "
            + "or give it as many as before");

        yield return Graph(
            DiagnosticIds.InitialStateSizes,
            "A recurrent layer starts from states of other sizes",
            "{0}, and {1}; make the layers alike, or bring each state to its size: "
            + "States(Bridge(r.FinalOf(\"h\")), ...)");

        yield return Graph(
            DiagnosticIds.AlignmentIsLearned,
            "A loss of what is only looked at",
            "'{0}' is an alignment, which is only looked at: nothing learns from it; name a Seq or a Vec with Of");

        yield return Graph(
            DiagnosticIds.InputParameter,
            "The parameter of [Forward] is no input",
            "'{0}' {1}; write [Input(8)] Seq {2} for 8 features a step, [Input(8)] Vec {2} for 8 a row, or Tokens {2} "
            + "for tokens");

        yield return Graph(
            DiagnosticIds.ForwardShape,
            "The head of [Forward] is wrong",
            "'{0}' {1}; a [Forward] method is static, has a body and inputs, and returns a Seq, a Vec or a tuple of "
            + "them with names: (Seq tags, Vec kind)");

        yield return Graph(
            DiagnosticIds.InputNotRead,
            "An input is never read",
            "'{0}' is an input that '{1}' never reads; read it, or remove the parameter");

        yield return Graph(
            DiagnosticIds.LocalNotRead,
            "A layer's value is never read",
            "'{0}' is a layer's value that '{1}' never reads, so that this call trains nothing; read it, or remove it",
            DiagnosticSeverity.Warning);
    }

    private static IEnumerable<DiagnosticDescriptor> Steps()
    {
        yield return Graph(
            DiagnosticIds.NotInStep,
            "This is not read in a [Step] method",
            "{0} is not read in a [Step] method ({1})");

        yield return Graph(
            DiagnosticIds.DecoderStepShape,
            "The head of [Step] is wrong",
            "'{0}' {1}; write [Step] private static (Seq Scores, State Next) Next(Tokens previous, State state, "
            + "Seq memory): the said token first, and behind the scores every State, and every Seq x = null! "
            + "in the parameters' order");

        yield return Graph(
            DiagnosticIds.DecoderStepCalls,
            "A [Step] is not called once",
            "'{0}' is called {1} times by '{2}', which has to call it once: "
            + "var (scores, _) = Next(previous, Encode(x).Final, ...)");
    }

    private static DiagnosticDescriptor Graph(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error) => new(
            id,
            title,
            message,
            "RnnGen.Graphs",
            severity,
            isEnabledByDefault: true,
            helpLinkUri: Help(id),
            customTags: severity == DiagnosticSeverity.Error ? [WellKnownDiagnosticTags.NotConfigurable] : []);
}
