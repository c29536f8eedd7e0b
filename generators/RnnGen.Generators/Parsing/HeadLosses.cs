using Microsoft.CodeAnalysis;

namespace RnnGen.Generators.Parsing;

/// <summary>Reads the losses of a <c>[Forward]</c> method, each of one of its heads.</summary>
internal static class HeadLosses
{
    /// <summary>What a model gives that has one head.</summary>
    public const string OneHead = "one value, which has no name";

    /// <summary>The heads with their losses; one that names no head is the first one's.</summary>
    public static IReadOnlyList<GraphHead> Read(
        IMethodSymbol method, IReadOnlyList<GraphHead> heads, ObjectiveParser objectives, Findings findings,
        CancellationToken cancellation)
    {
        List<GraphHead> result = [.. heads];
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (!StackAttributes.IsLoss(attribute.AttributeClass))
                continue;
            string? of = Of(attribute);
            int head = of is null ? 0 : result.FindIndex(candidate => candidate.Name == of);
            var reader = new AttributeReader(attribute, GraphSpec.LossNode(Math.Max(0, head)), findings, cancellation);
            if (head < 0 && ForwardSignature.ResultNodes(method).Any(result => result.Alignment == of))
                findings.Report(DiagnosticIds.AlignmentIsLearned, reader.At("Of"), of!);
            else if (head < 0 && !heads.All(static one => ForwardSignature.IsGiven(one.Name)))
                continue; // the heads have no names yet, which is reported
            else if (head < 0)
                findings.Report(DiagnosticIds.UnknownHead, reader.At("Of"), of!, method.Name, Names(heads));
            else if (result[head].Loss is not null)
                findings.Report(DiagnosticIds.SeveralLosses, reader.Location, Subject(method, result[head]), "2");
            else if (LossParser.Parse(attribute, reader, objectives) is var loss
                && head > 0 && loss.Kind is LossKind.Crf or LossKind.Ctc)
                findings.Report(DiagnosticIds.ForwardShape, reader.Location, method.Name,
                    $"has [{loss.Kind}] for '{of}', and that goes with the first output, '{result[0].Name}'");
            else
                result[head] = result[head] with { Loss = loss };
        }

        return result;
    }

    /// <summary>The head that a loss names, or null; known before its place among the nodes of the spec.</summary>
    public static string? Of(AttributeData attribute) => attribute.NamedArguments
        .FirstOrDefault(static pair => pair.Key == "Of").Value is { Value: string name } ? name : null;

    private static string Subject(IMethodSymbol method, GraphHead head)
        => head.Name.Length > 0 ? head.Name : method.ContainingType.Name;

    private static string Names(IReadOnlyList<GraphHead> heads) => heads.Count == 1
        ? OneHead
        : string.Join(", ", heads.Select(static head => head.Name));
}
