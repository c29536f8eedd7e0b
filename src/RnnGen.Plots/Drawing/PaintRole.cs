namespace RnnGen.Plots.Drawing;

/// <summary>What a colour is for. A report shows all but data in the colours of its reader's theme.</summary>
internal enum PaintRole
{
    Data,
    Text,
    Muted,
    Grid,
    Paper,
}
