namespace RnnGen.Conformance.Tests;

/// <summary>A built-in cell as an attribute: its head and the options that make it.</summary>
/// <param name="Name">Its name in case names.</param>
/// <param name="Attribute">The attribute's name.</param>
/// <param name="Options">Options beyond the size, each with its comma; <c>{P}</c> is the projected size.</param>
public sealed record CellChoice(string Name, string Attribute, string Options = "")
{
    /// <summary>Every cell in src/RnnGen/Cells.</summary>
    public static IReadOnlyList<CellChoice> All { get; } =
    [
        new("rnn", "SimpleRnn"),
        new("lstm", "Lstm"),
        new("lstm-peephole", "Lstm", ", Peephole = true"),
        new("lstm-projected", "Lstm", ", Projection = {P}"),
        new("lstm-coupled", "Lstm", ", CoupledGates = true"),
        new("lstm-peephole-projected", "Lstm", ", Peephole = true, Projection = {P}"),
        new("lstm-coupled-projected", "Lstm", ", CoupledGates = true, Projection = {P}"),
        new("lstm-peephole-coupled", "Lstm", ", Peephole = true, CoupledGates = true"),
        new("lstm-peephole-coupled-projected", "Lstm", ", Peephole = true, CoupledGates = true, Projection = {P}"),
        new("gru", "Gru"),
        new("gru-reset-before", "Gru", ", Variant = GruVariant.ResetBefore"),
        new("gru-textbook", "Gru", ", Variant = GruVariant.Textbook"),
        new("mgu", "Recurrent<MguCell>"),
        new("mgu-reset-after", "Recurrent<MguResetAfterCell>"),
        new("indrnn", "Recurrent<IndRnnCell>"),
        new("joined", "Recurrent<JoinedRnnCell>"),
        new("layernorm-lstm", "Recurrent<LayerNormLstmCell>"),
        new("layernorm-gru", "Recurrent<LayerNormGruCell>"),
        new("slstm", "Recurrent<SlstmCell>"),
    ];
}
