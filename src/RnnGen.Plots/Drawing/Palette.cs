namespace RnnGen.Plots.Drawing;

/// <summary>
/// Colours of categories that people with any colour vision tell apart: those of Okabe and Ito (2008), without black,
/// which is text, and yellow, which white paper swallows.
/// </summary>
internal static class Palette
{
    private static readonly Paint[] s_paints =
    [
        new(0x00, 0x72, 0xb2), // blue
        new(0xd5, 0x5e, 0x00), // vermilion
        new(0x00, 0x9e, 0x73), // bluish green
        new(0xcc, 0x79, 0xa7), // reddish purple
        new(0xe6, 0x9f, 0x00), // orange
        new(0x56, 0xb4, 0xe9), // sky blue
    ];

    public static int Count => s_paints.Length;

    /// <summary>The colour of a category; they repeat, with another dash.</summary>
    public static Paint Of(int index) => s_paints[index % s_paints.Length];

    /// <summary>The dash that sets a category apart where colours are not seen or repeat.</summary>
    public static Dash DashOf(int index) => (Dash)((index + (index / s_paints.Length)) % 3);
}
