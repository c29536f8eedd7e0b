namespace RnnGen.Compiler.Graph;

/// <summary>Operations of the step graph: what a cell computes for one row and one step.</summary>
internal enum Op
{
    /// <summary>A number.</summary>
    Constant,

    /// <summary>A chunk of the layer's input.</summary>
    Input,

    /// <summary>A state before the step.</summary>
    State,

    /// <summary>A learned vector.</summary>
    Parameter,

    /// <summary>A dropout or zoneout mask.</summary>
    Mask,

    /// <summary>Backward only: the gradient of a state after the step.</summary>
    NextStateGradient,

    /// <summary>Backward only: the gradient of the layer's output at this step.</summary>
    OutputGradient,

    /// <summary>Bias plus matrix times operand, summed over terms: one chain of multiply-adds.</summary>
    Affine,

    /// <summary>Backward only: transposed matrices times accumulator gradients, plus a start.</summary>
    Transposed,

    /// <summary>The values of a memory, summed by how well its keys match the query.</summary>
    Attend,

    /// <summary>Backward only: the gradient of an attention's query, from the attention and its gradient.</summary>
    AttendGradient,

    Add,

    /// <summary>a * b + c: one rounding where the instruction tier has it, and then everywhere.</summary>
    MultiplyAdd,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Max,
    Min,
    Sigmoid,
    Tanh,
    Relu,
    Exp,
    Log,
    Softplus,
    Abs,
    Sqrt,
    Erf,

    /// <summary>a &gt; b ? x : y.</summary>
    SelectGreater,

    /// <summary>a == b ? x : y.</summary>
    SelectEqual,

    /// <summary>Sum over the units of a vector.</summary>
    Sum,

    /// <summary>Largest unit of a vector; only where the result does not depend on it (softmax), so it has no gradient.</summary>
    Largest,
}
