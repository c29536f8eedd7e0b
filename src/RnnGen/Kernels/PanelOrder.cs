using System.ComponentModel;

namespace RnnGen.Kernels;

/// <summary>In which order the floats of a panel lie.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum PanelOrder
{
    /// <summary>[k][block][lane], for registers of a whole block: a tile is as wide as the panel.</summary>
    ByTerm,

    /// <summary>
    /// [block][k][lane], for narrower registers, whose tiles are a block wide or less: what such a tile reads would
    /// else be 256 bytes apart, so that it fell on a quarter of the cache's sets and no longer fitted them.
    /// </summary>
    ByBlock,
}
