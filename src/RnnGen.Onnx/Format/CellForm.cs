namespace RnnGen.Onnx.Format;

/// <summary>How a built-in cell is a node of ONNX: one row a cell.</summary>
/// <param name="Cell">The cell's class.</param>
/// <param name="Node">The node's type.</param>
/// <param name="Gates">The cell's gates in the order of the node's rows.</param>
/// <param name="LinearBeforeReset">Of a GRU whether the reset gate acts behind the product.</param>
/// <param name="HasPeepholes">Whether the gates see the cell state.</param>
/// <param name="NegatedGate">
/// A gate that ONNX has the other way round, one minus ours: its rows are negated. Or null.
/// </param>
/// <remarks>Rows of gates: LSTM i, o, f, c; GRU z, r, h. Peepholes are i, o, f.</remarks>
internal sealed record CellForm(
    string Cell, string Node, string[] Gates, bool LinearBeforeReset = false, bool HasPeepholes = false,
    string? NegatedGate = null)
{
    private const string Cells = "RnnGen.Cells.";

    /// <summary>All of them; other cells are written as their equations.</summary>
    public static IReadOnlyList<CellForm> All { get; } =
    [
        new(Cells + "SimpleRnnCell", "RNN", ["h"]),
        new(Cells + "LstmCell", "LSTM", ["i", "o", "f", "g"]),
        new(Cells + "LstmPeepholeCell", "LSTM", ["i", "o", "f", "g"], HasPeepholes: true),
        new(Cells + "GruCell", "GRU", ["z", "r", "n"], LinearBeforeReset: true),
        new(Cells + "GruResetBeforeCell", "GRU", ["z", "r", "n"]),
        new(Cells + "GruTextbookCell", "GRU", ["z", "r", "n"], NegatedGate: "z"),
    ];

    /// <summary>The peepholes' tensors in the order of the node.</summary>
    public static IReadOnlyList<string> Peepholes { get; } = ["weight_ci", "weight_co", "weight_cf"];

    /// <summary>The form of a cell; null where it has none.</summary>
    public static CellForm? Of(string? cell) => All.FirstOrDefault(form => form.Cell == cell);
}
