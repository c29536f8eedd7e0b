using System.Diagnostics;
using System.Text;

namespace NativeStream;

/// <summary>What a line costs, from its bytes to the answer's: nanoseconds and bytes of the heap.</summary>
internal static class Check
{
    private const int Lines = 100_000;

    /// <summary>Runs it; 0 where nothing was allocated.</summary>
    public static int Run()
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("12.5 -3.25\n-4.75 1.5\n", Lines)));
        using var filter = new Filter(new MemoryStream(text), Stream.Null);
        for (int i = 0; i < Lines; i++)
            filter.Step();
        long bytes = GC.GetAllocatedBytesForCurrentThread(), start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Lines; i++)
            filter.Step();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Console.WriteLine($"{Lines} lines: {time.TotalNanoseconds / Lines:F0} ns a line, {bytes} bytes allocated");
        return bytes == 0 ? 0 : 1;
    }
}
