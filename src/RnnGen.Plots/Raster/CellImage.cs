using RnnGen.Plots.Drawing;

namespace RnnGen.Plots.Raster;

/// <summary>Cells as an image of a pixel each.</summary>
internal static class CellImage
{
    public static PixelImage Of(Mark.Cells cells)
    {
        var image = new PixelImage(cells.Columns, cells.Rows);
        for (int i = 0; i < cells.Levels.Count; i++)
        {
            if (cells.Levels[i] >= 0)
                image.Blend(i % cells.Columns, i / cells.Columns, cells.Paints[cells.Levels[i]], 1);
        }

        return image;
    }
}
