using System.Runtime.CompilerServices;
using RnnGen.Generators.Tests.Support;

namespace RnnGen.Plots.Tests;

/// <summary>Checks a picture: readable, and the SVG that was looked at before.</summary>
internal static class Shown
{
    /// <summary>With RNNGEN_PLOTS_GALLERY set to a folder, pictures go there as PNG, for people to look at.</summary>
    public static void Verify(
        Picture picture, [CallerFilePath] string file = "", [CallerMemberName] string test = "")
    {
        if (Environment.GetEnvironmentVariable("RNNGEN_PLOTS_GALLERY") is { Length: > 0 } folder)
            picture.SavePng(Path.Combine(folder, test + ".png"));
        Layout.AssertReadable(picture);
        Snapshot.Verify(picture.ToSvg(), "svg", file, test);
    }
}
