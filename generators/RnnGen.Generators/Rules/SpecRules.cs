namespace RnnGen.Generators.Rules;

/// <summary>All rules about a whole spec, in the order in which their findings are reported.</summary>
internal static class SpecRules
{
    public static IReadOnlyList<CompilerDiagnostic> Check(ModelSpec spec)
    {
        var findings = new RuleFindings();
        ValueRules.Check(spec, findings);
        if (spec.Graph is { } graph)
            GraphRules.Check(spec, graph, findings);
        else
            StackRules.Check(spec, findings);
        if (findings.Items.Count > 0)
            return findings.Items;
        TrapRules.Check(spec, findings);
        if (spec.Graph is { Forward: { } forward } wired)
            GraphTraps.Check(spec, wired, forward, findings);
        return findings.Items;
    }
}
