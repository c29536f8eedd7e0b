using RnnGen.Cells;

namespace RnnGen.Layouts;

/// <summary>What is known of each <see cref="CellForm"/>, a row each.</summary>
internal static class CellForms
{
    private static readonly (CellForm Form, string Cell, string Gates)[] s_rows =
    [
        (CellForm.SimpleRnn, typeof(SimpleRnnCell).FullName!, "h"),
        (CellForm.Lstm, typeof(LstmCell).FullName!, "ifgo"),
        (CellForm.LstmPeephole, typeof(LstmPeepholeCell).FullName!, "ifgo"),
        (CellForm.LstmProjected, typeof(LstmProjectedCell).FullName!, "ifgo"),
        (CellForm.GruResetAfter, typeof(GruCell).FullName!, "rzn"),
        (CellForm.GruResetBefore, typeof(GruResetBeforeCell).FullName!, "rzn"),
        (CellForm.GruTextbook, typeof(GruTextbookCell).FullName!, "rzn"),
    ];

    // Weights that two gates share are refused even where two copies would compute the same: there they would be
    // trained apart, and could not come back.
    private const string Coupled = "its input gate is 1 - f and has no weights, theirs has its own";
    private const string PeepholeProjected = "ONNX's LSTM has peepholes and PyTorch's a projection, nobody's both";
    private const string Minimal = "one gate both resets and updates, a GRU has two with weights of their own";
    private const string Normalised = "it normalises within a step, between the products and the gates";

    private static readonly (string Cell, string Reason)[] s_reasons =
    [
        (typeof(LstmCoupledCell).FullName!, Coupled),
        (typeof(LstmCoupledProjectedCell).FullName!, Coupled),
        (typeof(LstmPeepholeCoupledCell).FullName!, Coupled),
        (typeof(LstmPeepholeCoupledProjectedCell).FullName!, Coupled),
        (typeof(LstmPeepholeProjectedCell).FullName!, PeepholeProjected),
        (typeof(MguCell).FullName!, Minimal),
        (typeof(MguResetAfterCell).FullName!, Minimal),
        (typeof(LayerNormLstmCell).FullName!, Normalised),
        (typeof(LayerNormGruCell).FullName!, Normalised),
        (typeof(SlstmCell).FullName!, "its gates are exponentials, with a normaliser and a running maximum as states"),
        (typeof(IndRnnCell).FullName!, "each unit sees its own past only, by a vector where theirs has a matrix"),
        (typeof(JoinedRnnCell).FullName!, "its output reads the state before the step, theirs the new one"),
    ];

    /// <summary>The form of a cell's class, or null where nobody else has it.</summary>
    public static CellForm? Of(string? cell)
    {
        foreach ((CellForm form, string name, _) in s_rows)
        {
            if (name == cell)
                return form;
        }

        return null;
    }

    /// <summary>The cell's class.</summary>
    public static string Cell(CellForm form) => s_rows.Single(row => row.Form == form).Cell;

    /// <summary>Why a cell that has no form is nobody else's.</summary>
    public static string Refusal(string? cell)
    {
        string reason = s_reasons.FirstOrDefault(row => row.Cell == cell).Reason
            ?? "it is none of RnnGen's; RnnGen.Onnx writes models of any cell";
        return $"no other system has the cell {Excerpt.Of(cell ?? "")}: {reason}.";
    }

    /// <summary>Gates in the order of RnnGen's rows, a letter each.</summary>
    public static string Gates(CellForm form) => s_rows.Single(row => row.Form == form).Gates;

    public static bool IsLstm(CellForm form) =>
        form is CellForm.Lstm or CellForm.LstmPeephole or CellForm.LstmProjected;

    public static bool IsGru(CellForm form) =>
        form is CellForm.GruResetAfter or CellForm.GruResetBefore or CellForm.GruTextbook;

    /// <summary>Whether two forms compute the same once the update gate is negated: s(-a) = 1 - s(a).</summary>
    public static bool AreMirrored(CellForm a, CellForm b) => (a, b) is
        (CellForm.GruResetBefore, CellForm.GruTextbook) or (CellForm.GruTextbook, CellForm.GruResetBefore);

    /// <summary>For messages.</summary>
    public static string Describe(CellForm form) => form switch
    {
        CellForm.SimpleRnn => "a simple RNN",
        CellForm.Lstm => "an LSTM",
        CellForm.LstmPeephole => "an LSTM with peepholes",
        CellForm.LstmProjected => "an LSTM with a projection",
        CellForm.GruResetAfter => "a GRU that resets after the product",
        CellForm.GruResetBefore => "a GRU that resets before the product",
        _ => "a textbook GRU, which resets before the product",
    };
}
