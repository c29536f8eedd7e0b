using System.Text;
using Spectre.Console;

namespace RnnGen.Reports.Tests;

/// <summary>A console of any kind and size whose output is kept.</summary>
internal static class FakeConsole
{
    public static IAnsiConsole Terminal(TextWriter writer, int width = 80, bool colors = false) =>
        Create(writer, width, isTerminal: true, AnsiSupport.Yes, colors);

    public static IAnsiConsole File(TextWriter writer) =>
        Create(writer, 80, isTerminal: false, AnsiSupport.Detect, colors: true);

    public static IAnsiConsole Create(
        TextWriter writer, int width, bool isTerminal, AnsiSupport ansi, bool colors, bool interactive = true) =>
        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = ansi,
            ColorSystem = colors ? ColorSystemSupport.TrueColor : ColorSystemSupport.NoColors,
            Interactive = interactive ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new Output(writer, width, isTerminal),
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });

    private sealed class Output(TextWriter writer, int width, bool isTerminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => isTerminal;

        public int Width => width;

        public int Height => 24;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
