using System.Collections.Immutable;
using RnnGen.Compiler;

namespace RnnGen.CodeFixes;

/// <summary>One row a diagnostic that one edit mends.</summary>
internal static class EditTable
{
    private static readonly ImmutableDictionary<string, Func<FixTarget, Edit?>> s_rows =
        new Dictionary<string, Func<FixTarget, Edit?>>(StringComparer.Ordinal)
        {
            [DiagnosticIds.NotPartial] = TypeEdits.MakePartial,
            [DiagnosticIds.UnsupportedClass] = TypeEdits.RemoveModifier,
            [DiagnosticIds.EnclosingNotPartial] = TypeEdits.MakePartial,
            [DiagnosticIds.SeveralParts] = PartEdits.Join,
            [DiagnosticIds.NoInput] = static target => AttributeEdits.Insert(target, "Input", "(1)"),
            [DiagnosticIds.SeveralInputs] = AttributeEdits.Remove,
            [DiagnosticIds.InputNotFirst] = OrderEdits.InputFirst,
            [DiagnosticIds.EmbeddingNotFirst] = OrderEdits.EmbeddingFirst,
            [DiagnosticIds.InputKind] = AttributeEdits.ReadTokens,
            [DiagnosticIds.LayerAfterLoss] = OrderEdits.BeforeLoss,
            [DiagnosticIds.SeveralLosses] = AttributeEdits.Remove,
            [DiagnosticIds.DuplicateName] = TextEdits.Unique,
            [DiagnosticIds.InvalidName] = TextEdits.Valid,
            [DiagnosticIds.NoModel] = static target => AttributeEdits.Insert(target, "RnnModel", ""),
            [DiagnosticIds.InvalidSizes] = TextEdits.SizeList,
            [DiagnosticIds.UnsafeNotAllowed] = ProjectEdits.AllowUnsafe,
            [DiagnosticIds.LanguageTooOld] = ProjectEdits.RaiseLanguage,
            [DiagnosticIds.OwnConstructor] = TypeEdits.CallGenerated,

            [DiagnosticIds.RateOutOfRange] = ArgumentEdits.Percent,
            [DiagnosticIds.BiasesOutOfRange] =
                static target => ArgumentEdits.Set(target, target.Number(0) < 0 ? "0" : "2"),
            [DiagnosticIds.LayersNotPositive] = static target => ArgumentEdits.Set(target, "1"),
            [DiagnosticIds.LayersWithSizes] = ArgumentEdits.Remove,
            [DiagnosticIds.NegativeSteps] = ArgumentEdits.Remove,
            [DiagnosticIds.PaddingOutOfRange] = ArgumentEdits.Remove,
            [DiagnosticIds.SmoothingOutOfRange] = ArgumentEdits.Percent,
            [DiagnosticIds.UnknownEnumValue] = ArgumentEdits.Remove,
            [DiagnosticIds.ProjectionTooLarge] = ArgumentEdits.Remove,
            [DiagnosticIds.UselessUnroll] = static target => ArgumentEdits.Set(target, target.Value(1)),
            [DiagnosticIds.NotPositiveNumber] = ArgumentEdits.Remove,
            [DiagnosticIds.NoSizes] = static target => ArgumentEdits.AddFirst(target, "32"),
            [DiagnosticIds.TooLarge] = ArgumentEdits.Limit,
            [DiagnosticIds.NegativeUnroll] = ArgumentEdits.Remove,
            [DiagnosticIds.NegativeProjection] = ArgumentEdits.Remove,
            [DiagnosticIds.NotFinite] = ArgumentEdits.Remove,
            [DiagnosticIds.ZoneoutOfInfinity] = ArgumentEdits.Remove,
            [DiagnosticIds.NegativeFoldBudget] = ArgumentEdits.Remove,
            [DiagnosticIds.ReadOutBeforeSequenceLoss] = AttributeEdits.Remove,
            [DiagnosticIds.BlankOutOfRange] = ArgumentEdits.Remove,
            [DiagnosticIds.NegativeActivationBudget] = ArgumentEdits.Remove,
            [DiagnosticIds.BothWaysAlready] = ArgumentEdits.Remove,

            [DiagnosticIds.ResidualNeverAgrees] = ArgumentEdits.Remove,
            [DiagnosticIds.SecondReadOut] = AttributeEdits.Remove,
            [DiagnosticIds.RecurrentAfterReadOut] = OrderEdits.ReadOutLast,
            [DiagnosticIds.BudgetNotCausal] = ArgumentEdits.Remove,

            [DiagnosticIds.StepSignature] = CellEdits.MakeStatic,
            [DiagnosticIds.Reassigned] = NewLocal.For,
            [DiagnosticIds.NeedsName] = static target => CellEdits.AddName(target, $"weight_{target.Value(0)}2"),
            [DiagnosticIds.MissingNamedSize] = SizeEdits.Add,
            [DiagnosticIds.UnknownNamedSize] = SizeEdits.Remove,
            [DiagnosticIds.NotASplit] = CellEdits.SplitInto,
            [DiagnosticIds.TensorNameTwice] = CellEdits.Rename,
            [DiagnosticIds.NotACell] = PartEdits.MarkCell,
            [DiagnosticIds.InitialState] = CellEdits.MoveInitialState,
            [DiagnosticIds.WeightWidths] = static target => CellEdits.AddName(target, $"weight_{target.Value(0)}"),

            [DiagnosticIds.SoftmaxTwice] = ArgumentEdits.Remove,
            [DiagnosticIds.BidirectionalLastStep] = OrderEdits.BehindRecurrent,
            [DiagnosticIds.SingleLayerDropout] = ArgumentEdits.Remove,
            [DiagnosticIds.SigmoidTwice] = ArgumentEdits.Remove,
            [DiagnosticIds.OneClass] = AttributeEdits.BinaryLoss,
            [DiagnosticIds.DropoutLast] = OrderEdits.BeforeLastLayer,
        }.ToImmutableDictionary(StringComparer.Ordinal);

    public static ImmutableArray<string> Ids { get; } =
        s_rows.Keys.OrderBy(static id => id, StringComparer.Ordinal).ToImmutableArray();

    /// <summary>The edit, or null where this occurrence has no obvious one.</summary>
    public static Edit? Find(FixTarget target) => s_rows.TryGetValue(target.Id, out Func<FixTarget, Edit?>? row)
        ? row(target) : null;
}
