namespace RnnGen.Compiler.Model;

/// <summary>
/// A <c>[Step]</c> method: what a decoder does for each token, from what it has said and the states that it carries.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">Its parameters, of which the first is the token that was said before.</param>
/// <param name="Body">Its statements but the return.</param>
/// <param name="Results">The scores, then the next value of each carried one, in the parameters' order.</param>
internal sealed record StepSpec(
    string Name, EquatableArray<StepParameter> Parameters, EquatableArray<GraphStatement> Body,
    EquatableArray<GraphExpr> Results)
{
    /// <summary>The token that a sequence starts with.</summary>
    public int Start { get; init; }

    /// <summary>The token that ends one, or -1.</summary>
    public int End { get; init; } = -1;
}

/// <summary>A parameter of a <c>[Step]</c> method.</summary>
internal sealed record StepParameter(string Name, StepRole Role)
{
    public bool IsCarried => Role is StepRole.State or StepRole.Value;
}

/// <summary>What a parameter of a <c>[Step]</c> method is.</summary>
internal enum StepRole
{
    /// <summary>The token that was said before.</summary>
    Said,

    /// <summary>The states of recurrent layers after the step before; at first what <c>[Forward]</c> gives.</summary>
    State,

    /// <summary>Another value of the step before; zero at first.</summary>
    Value,

    /// <summary>A value of <c>[Forward]</c>, such as a memory to attend to.</summary>
    Given,
}
