using RnnGen.Compiler.Graph;
using RnnGen.Compiler.Model;

namespace RnnGen.Compiler.Lowering;

/// <summary>
/// A chunk of a cell's value, and whether it depends on the cell's states: decides between weight_ih and weight_hh. The
/// node alone does not say it, since what a cell is given may itself be one of its states.
/// </summary>
internal readonly record struct CellValue(Node Node, bool IsState)
{
    public int Size => Node.Size;
}
