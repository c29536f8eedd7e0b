namespace RnnGen.Compiler.Tests.Support;

/// <summary>Where attention stands in a small network.</summary>
public enum AttendForm
{
    /// <summary>In a map: keys ask for each other, and the context is the output.</summary>
    OwnKeys,

    /// <summary>In a map: the query is an affine of the input, the context is multiplied.</summary>
    ProjectedQuery,

    /// <summary>In a map: the context of one attention asks the next.</summary>
    TwoHops,

    /// <summary>In a time loop: the state before the step asks (Bahdanau).</summary>
    OldState,

    /// <summary>The same from the last step to the first.</summary>
    OldStateReverse,

    /// <summary>In a time loop: the state after the step asks (Luong).</summary>
    NewState,

    /// <summary>In a time loop: the context is an input of the next step, and an output.</summary>
    FedContext,
}
