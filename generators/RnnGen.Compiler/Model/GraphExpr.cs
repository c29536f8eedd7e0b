namespace RnnGen.Compiler.Model;

/// <summary>An expression of a <c>[Forward]</c> method.</summary>
internal abstract record GraphExpr;

/// <summary>A number, constants folded; only an operand of a <see cref="PointwiseCall"/>.</summary>
internal sealed record NumberValue(double Value) : GraphExpr;

/// <summary>An input or a local.</summary>
internal sealed record NameValue(string Name) : GraphExpr;

/// <summary>A call of a layer method: the number of the layer, and what it is given.</summary>
internal sealed record LayerCall(int Layer, EquatableArray<GraphExpr> Arguments) : GraphExpr;

/// <summary>An operator or function that works unit by unit.</summary>
internal sealed record PointwiseCall(CellFunction Function, EquatableArray<GraphExpr> Arguments) : GraphExpr;

/// <summary>A function that does not, with its numbers in the order of its parameters.</summary>
internal sealed record GraphCall(
    GraphFunction Function, EquatableArray<GraphExpr> Arguments, EquatableArray<double> Numbers) : GraphExpr;

/// <summary>The final value of one of a recurrent layer's states, by its name.</summary>
internal sealed record FinalOfState(GraphExpr Of, string State) : GraphExpr;

/// <summary>
/// The call of the model's <c>[Step]</c> method: an argument for each parameter, a number for one that starts at zero.
/// </summary>
internal sealed record StepCall(EquatableArray<GraphExpr> Arguments) : GraphExpr;

/// <summary>One of the values that the <c>[Step]</c> method returns.</summary>
internal sealed record StepResult(GraphExpr Of, int Index) : GraphExpr;

/// <summary>In a <c>[Step]</c> method the output that a layer gave one step before, by its state.</summary>
internal sealed record OutputOfState(GraphExpr Of) : GraphExpr;

/// <summary>One of a recurrent layer's states at every step, by its name.</summary>
internal sealed record StepsOfState(GraphExpr Of, string State) : GraphExpr;

/// <summary>Functions of a <c>[Forward]</c> method that do not work unit by unit.</summary>
internal enum GraphFunction
{
    /// <summary>The outputs of a recurrent layer at every step.</summary>
    Outputs,

    /// <summary>The last valid step; of a recurrent layer its final output of each direction.</summary>
    Last,

    /// <summary>All states of a recurrent layer after each row's last step.</summary>
    Final,

    /// <summary>States from values, one a state.</summary>
    States,
    First,
    MeanPool,
    MaxPool,
    SumPool,

    /// <summary>All units one behind the other.</summary>
    Concat,

    /// <summary>Units; the numbers are the first and how many.</summary>
    Slice,

    /// <summary>Over all units.</summary>
    Softmax,

    /// <summary>The numbers are the rate, and 1 for one mask a sequence.</summary>
    Dropout,

    /// <summary>Scores are dot products; of a query, keys and, where they are others, values.</summary>
    DotAttention,

    /// <summary>The same, divided by the square root of the number of units.</summary>
    ScaledDotAttention,

    /// <summary>What an attention summed its values to.</summary>
    Context,

    /// <summary>What it weighed them by, which is only looked at.</summary>
    Weights,

    /// <summary>What the weights are the softmax of, which is only looked at.</summary>
    Scores,

    /// <summary>Earlier steps; the numbers are how many steps before, and the value at the first ones.</summary>
    Delay,

    /// <summary>A value of each row at every step of a sequence.</summary>
    Repeat,

    /// <summary>The steps of each row from its last to its first.</summary>
    Reverse,

    /// <summary>The steps of a sequence that tokens number, at each step of the tokens.</summary>
    Gather,

    /// <summary>One step; the number is which, below 0 counted from the end.</summary>
    At,
}
