namespace RnnGen.Structure;

/// <summary>What a layer does with a tensor of its own.</summary>
public enum TensorRole
{
    /// <summary>Something that only its layer knows, such as a tensor that a cell names.</summary>
    Other,

    /// <summary>Rows by token: of an embedding. [V, E]</summary>
    Table,

    /// <summary>Multiplies a recurrent layer's input, one block of rows a gate. [G H, I]</summary>
    InputWeight,

    /// <summary>Multiplies a recurrent layer's state, one block of rows a gate. [G H, H]</summary>
    StateWeight,

    /// <summary>Added to what multiplies the input, or to both products where there is no other. [G H]</summary>
    InputBias,

    /// <summary>Added to what multiplies the state; the inner bias of a GRU's candidate. [G H] or [H]</summary>
    StateBias,

    /// <summary>Makes a cell's output narrower: <c>weight_hr</c>. [P, H]</summary>
    Projection,

    /// <summary>
    /// Multiplies a cell state, unit by unit: <c>weight_ci</c>, <c>weight_cf</c>, <c>weight_co</c>. [H]
    /// </summary>
    Peephole,

    /// <summary>Of a dense layer, or of an attention that compares by one matrix. [units, in]</summary>
    Weight,

    /// <summary>Of a dense layer. [units]</summary>
    Bias,

    /// <summary>Multiplies what a layer normalisation has scaled. [F]</summary>
    Gain,

    /// <summary>Added behind the gain of a layer normalisation. [F]</summary>
    Shift,

    /// <summary>Multiplies the queries of an additive attention. [units, query]</summary>
    QueryWeight,

    /// <summary>Multiplies the keys of an additive attention. [units, keys]</summary>
    KeyWeight,

    /// <summary>The vector that additive scores are made with. [units]</summary>
    ScoreVector,
}
