using System.Runtime.CompilerServices;
using System.Text;

namespace RnnGen.Generators.Tests.Support;

/// <summary>
/// Compares text with <c>Class.Test.verified.txt</c> beside the test, as Verify does. A difference leaves a received
/// file; RNNGEN_UPDATE_SNAPSHOTS=1 accepts it.
/// </summary>
internal static class Snapshot
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Verify(
        string received,
        string extension = "txt",
        [CallerFilePath] string file = "",
        [CallerMemberName] string test = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{test}");
        string verifiedPath = $"{stem}.verified.{extension}";
        string receivedPath = $"{stem}.received.{extension}";
        string text = Normalise(received);
        if (File.Exists(verifiedPath) && Normalise(File.ReadAllText(verifiedPath)) == text)
        {
            File.Delete(receivedPath);
            return;
        }

        bool update = Environment.GetEnvironmentVariable("RNNGEN_UPDATE_SNAPSHOTS") == "1";
        File.WriteAllText(update ? verifiedPath : receivedPath, text, s_utf8);
        if (update)
        {
            File.Delete(receivedPath);
            return;
        }

        string verified = File.Exists(verifiedPath) ? Normalise(File.ReadAllText(verifiedPath)) : "(no verified file)";
        Assert.Fail($"{Path.GetFileName(verifiedPath)} differs.\n{FirstDifference(verified, text)}\nReceived:\n{text}\n"
            + "RNNGEN_UPDATE_SNAPSHOTS=1 accepts it; read the diff before you commit it.");
    }

    private static string Normalise(string text) => text.Replace("\r\n", "\n").TrimEnd('\n');

    private static string FirstDifference(string verified, string received)
    {
        string[] left = verified.Split('\n');
        string[] right = received.Split('\n');
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            string a = i < left.Length ? left[i] : "(end)";
            string b = i < right.Length ? right[i] : "(end)";
            if (a != b)
                return $"Line {i + 1}:\n- {a}\n+ {b}";
        }

        return "";
    }
}
