namespace RnnGen.Compiler.Schedule;

/// <summary>How a team divides a kernel.</summary>
internal enum Division
{
    /// <summary>Not at all: one member runs it.</summary>
    None,

    /// <summary>Each member some of the rows.</summary>
    Rows,

    /// <summary>Each member some of the units, in all rows.</summary>
    Units,
}
