using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Diagnostics;

/// <content>Cells.</content>
internal static partial class DiagnosticDescriptors
{
    private static IEnumerable<DiagnosticDescriptor> Cells()
    {
        yield return new DiagnosticDescriptor(
            DiagnosticIds.StepMissing,
            "A cell needs a Step method",
            "'{0}' has {1} methods named Step; a cell has one: static Vec Step(Vec x, Vec h)",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.StepMissing),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.StepSignature,
            "Step has a wrong signature",
            "Step {0}; write it as static Vec Step(Vec x, Vec h), or with a tuple of the new states",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.StepSignature),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.StatementNotAllowed,
            "This statement is not part of the cell language",
            "{0} is not part of the cell language; write single-assignment locals, var (a, b) = Split(v, 2),"
            + " and one return at the end",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.StatementNotAllowed),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ExpressionNotAllowed,
            "This expression is not part of the cell language",
            "'{0}' is not part of the cell language; write locals, numbers, + - * / and the functions of "
            + "RnnGen.Symbolic",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ExpressionNotAllowed),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UnknownFunction,
            "Unknown function",
            "'{0}' is not a function of RnnGen.Symbolic; the generator can read only those",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UnknownFunction),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotConstant,
            "A number must be a constant",
            "'{0}' must be a compile-time constant: a literal, a const, or arithmetic on them",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotConstant),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.Reassigned,
            "A local is assigned twice",
            "'{0}' is assigned again; the cell language has single assignment, give the new value another "
            + "name",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.Reassigned),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ReturnCount,
            "Wrong number of returned states",
            "Step returns {0} values, it has {1} states; return the new states in parameter order, and "
            + "before them a separate output if there is one",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ReturnCount),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.StateSizeDiffers,
            "A state changes its size",
            "{0} has {1} units, but {2} are returned for it; write {3} in its place",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.StateSizeDiffers),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NeedsName,
            "Two weights have one name",
            "Two affines of '{0}' read the same kind of operand; write name: \"weight_{0}2\" in this one",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NeedsName),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.MissingNamedSize,
            "A named size is missing",
            "The cell '{0}' needs the size '{1}'; write Sizes = \"{1}=32\"",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.MissingNamedSize),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UnknownNamedSize,
            "Unknown named size",
            "The cell '{0}' has no size named '{1}'; it has {2}",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UnknownNamedSize),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SizesDiffer,
            "Element-wise sizes differ",
            "{0} has {1} units, {2} has {3}; both sides of an element-wise operation must agree, change units: of one",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SizesDiffer),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotASplit,
            "Only a Split can be deconstructed",
            "The right side must be Split(v, {0}), one part for each of the {0} names",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotASplit),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.ValueOutOfRange,
            "An argument is out of range",
            "{0} is {1}; it must be {2}",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.ValueOutOfRange),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.TensorNameTwice,
            "Two tensors have one name",
            "Two tensors of the cell are named '{0}'; write another name: for this one",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.TensorNameTwice),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.NotACell,
            "Not a cell",
            "'{0}' is not a cell; write [Cell] on it and a static Step method in it",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.NotACell),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.UnreadableEquations,
            "A cell's equations cannot be read",
            "The equations of '{0}' cannot be read ({1}); build it and this project with the same version of"
            + " RnnGen",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.UnreadableEquations),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.SplitUneven,
            "A split leaves a rest",
            "A vector of {0} units cannot be split into {1} equal parts; give it a multiple of {1}, such as units: {1}",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.SplitUneven),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.InitialState,
            "An initial state has no state",
            "[InitialState] stands on '{0}', which is the input; it belongs on a state",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.InitialState),
            customTags: WellKnownDiagnosticTags.NotConfigurable);

        yield return new DiagnosticDescriptor(
            DiagnosticIds.WeightWidths,
            "Stacked weights have different widths",
            "The weights of '{0}' have {1} columns and stack in {2} below others of {3}; write name: \"weight_{0}\" "
            + "for a tensor of their own",
            "RnnGen.Cell",
            DiagnosticSeverity.Error,
            isEnabledByDefault: true,
            helpLinkUri: Help(DiagnosticIds.WeightWidths),
            customTags: WellKnownDiagnosticTags.NotConfigurable);
    }
}
