namespace RnnGen.Compiler.Model;

/// <summary>A model whose layers are methods, wired by the body of another.</summary>
internal sealed record GraphSpec
{
    /// <summary>The layer methods; of a right declaration as many as the model has layers, in the same order.</summary>
    public EquatableArray<LayerMethod> Methods { get; init; }

    /// <summary>The wiring; null where the declaration has errors.</summary>
    public GraphMethod? Forward { get; init; }
}

/// <summary>A layer method, whose body the generated half supplies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Head">
/// Its head with full names, such as <c>private static partial global::RnnGen.Symbolic.Vec Emit(...)</c>.
/// </param>
internal sealed record LayerMethod(string Name, string Head);

/// <summary>The body of a <c>[Forward]</c> method.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Input">The name of its parameter, which is the model's input.</param>
/// <param name="Body">Its statements but the return.</param>
/// <param name="Result">The model's output.</param>
internal sealed record GraphMethod(
    string Name, string Input, EquatableArray<GraphStatement> Body, GraphExpr Result);

/// <summary><c>var name = value;</c></summary>
internal sealed record GraphStatement(string Name, GraphExpr Value);
