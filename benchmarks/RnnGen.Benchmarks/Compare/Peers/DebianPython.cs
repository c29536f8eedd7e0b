namespace RnnGen.Benchmarks.Compare.Peers;

/// <summary>
/// The Python that has a package: the one on the path, with which an environment brings its newer ones, then
/// Debian's own.
/// </summary>
internal static class DebianPython
{
    /// <summary>The first interpreter that can import all modules.</summary>
    /// <exception cref="PeerException">None can.</exception>
    public static string With(params string[] modules)
    {
        foreach (string program in (string[])["python3", "/usr/bin/python3"])
        {
            try
            {
                Command.Run(program, ["-c", $"import {string.Join(", ", modules)}"]);
                return program;
            }
            catch (PeerException)
            {
                // The next one may have them.
            }
        }

        throw new PeerException($"no python3 with {string.Join(" and ", modules)}");
    }
}
