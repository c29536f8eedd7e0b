namespace RnnGen.Compiler.Model;

/// <summary>A model whose layers are methods, wired by the body of another.</summary>
internal sealed record GraphSpec
{
    /// <summary>The layer methods; of a right declaration as many as the model has layers, in the same order.</summary>
    public EquatableArray<LayerMethod> Methods { get; init; }

    /// <summary>What the model reads, at least one; the first is the model's <see cref="ModelSpec.Input"/>.</summary>
    public EquatableArray<GraphInput> Inputs { get; init; }

    /// <summary>What the model gives, at least one.</summary>
    public EquatableArray<GraphHead> Heads { get; init; }

    /// <summary>Name of the type that predictions of several heads have, which no member of the class has.</summary>
    public string PredictionName { get; init; } = "Prediction";

    /// <summary>The wiring; null where the declaration has errors.</summary>
    public GraphMethod? Forward { get; init; }

    /// <summary>A decoder's step, which the wiring calls; null where there is none.</summary>
    public StepSpec? Step { get; init; }

    /// <summary>The spec node of an input; that of the first is what a stack's is.</summary>
    public static string InputNode(int input) => input == 0 ? "input" : $"input[{input}]";

    /// <summary>The spec node of a head's loss; that of the first is what a stack's is.</summary>
    public static string LossNode(int head) => head == 0 ? "loss" : $"loss[{head}]";
}

/// <summary>A layer method, whose body the generated half supplies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Head">
/// Its head with full names, such as <c>private static partial global::RnnGen.Symbolic.Vec Emit(...)</c>.
/// </param>
internal sealed record LayerMethod(string Name, string Head);

/// <summary>A parameter of a <c>[Forward]</c> method.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PerStep">Whether it has a value at each step; otherwise one a row.</param>
/// <param name="Spec">Its features and steps.</param>
internal sealed record GraphInput(string Name, bool PerStep, InputSpec Spec);

/// <summary>A result of a <c>[Forward]</c> method that is learned.</summary>
/// <param name="Name">The name of the tuple's element; empty where the method has one result.</param>
/// <param name="PerStep">Whether it has a value at each step; otherwise one a row.</param>
/// <param name="Loss">What it is trained with, or null.</param>
internal sealed record GraphHead(string Name, bool PerStep, LossSpec? Loss)
{
    /// <summary>
    /// Units where the result is a call of a layer that says them, else 0: what a stub's predictions follow from.
    /// </summary>
    public int Units { get; init; }
}

/// <summary>The body of a <c>[Forward]</c> method.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Body">Its statements but the return.</param>
/// <param name="Results">The value of each head.</param>
internal sealed record GraphMethod(
    string Name, EquatableArray<GraphStatement> Body, EquatableArray<GraphExpr> Results)
{
    /// <summary>What the method returns to be looked at, by the names of the tuple's elements.</summary>
    public EquatableArray<GraphStatement> Alignments { get; init; }
}

/// <summary><c>var name = value;</c></summary>
internal sealed record GraphStatement(string Name, GraphExpr Value);
