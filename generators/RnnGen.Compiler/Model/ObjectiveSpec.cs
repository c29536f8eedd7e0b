namespace RnnGen.Compiler.Model;

/// <summary>The loss of one output as a method writes it: names, numbers and what works unit by unit.</summary>
/// <param name="Output">The parameter that is the output.</param>
/// <param name="Target">The parameter that is the target.</param>
/// <param name="Body">Its statements but the return.</param>
/// <param name="Result">What it returns.</param>
internal sealed record ObjectiveSpec(
    string Output, string Target, EquatableArray<GraphStatement> Body, GraphExpr Result);
