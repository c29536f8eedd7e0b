namespace RnnGen.Compiler.Schedule;

/// <summary>Who of a team of threads computes a program.</summary>
internal enum Share
{
    /// <summary>All of them, each a part of every instruction.</summary>
    All,

    /// <summary>One half of them, while the other half computes the next program.</summary>
    BesideNext,

    /// <summary>One of them, all steps: a step is less than a meeting costs.</summary>
    One,
}
