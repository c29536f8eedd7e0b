namespace Samples;

/// <summary>
/// What stands around the work of every sample: the command line, and one plain line instead of an exception where it,
/// a file or the data is not as it must be.
/// </summary>
internal static class SampleProgram
{
    private const int Refused = 2;

    /// <summary>Runs a sample.</summary>
    /// <returns>The exit status: 0, or 2 where something was refused.</returns>
    public static int Run(string[] arguments, SampleOptions options, Action<SampleArguments> sample) =>
        Run(arguments, options, read =>
        {
            sample(read);
            return 0;
        });

    /// <summary>Runs a sample that has an exit status of its own.</summary>
    public static int Run(string[] arguments, SampleOptions options, Func<SampleArguments, int> sample)
    {
        if (arguments.Any(static argument => argument is "--help" or "-h"))
        {
            Console.WriteLine(SampleArguments.Usage(options));
            return 0;
        }

        SampleArguments read;
        try
        {
            read = SampleArguments.Parse(arguments, options);
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            Console.Error.WriteLine(SampleArguments.Usage(options));
            return Refused;
        }

        try
        {
            if (!options.HasFlag(SampleOptions.SavesNothing))
                RequireWritable(AppContext.BaseDirectory);
            if (read.Plots is { } plots)
                RequireWritable(plots);
            return sample(read);
        }
        catch (Exception e) when (IsAboutFiles(e))
        {
            Console.Error.WriteLine(e.Message);
            return Refused;
        }
        catch (Exception e) when (read.Data != null && e is (ArgumentException or KeyNotFoundException))
        {
            // What a model's declaration has no room for, such as other classes, the model itself refuses.
            Console.Error.WriteLine($"--data {read.Data}: {Plain(e)}");
            return Refused;
        }
    }

    /// <summary>What an exception says, without the name of a parameter of the code.</summary>
    public static string Plain(Exception e) => e is ArgumentException { ParamName: { } name }
        ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal).ReplaceLineEndings(" ")
        : e.Message;

    private static bool IsAboutFiles(Exception e) =>
        e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException;

    // Asked before training, because what is written is written after it.
    private static void RequireWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, Path.GetRandomFileName());
            File.Create(probe, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"No file can be written to the folder {folder}: {e.Message}", e);
        }
    }
}
