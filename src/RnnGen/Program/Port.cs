namespace RnnGen.Program;

/// <summary>
/// Numbers of the places in an arena where the runtime and a program exchange data. Fixed ones first, then four for
/// each state, then one for each dropout site and one for each token table.
/// </summary>
public static class Port
{
    /// <summary>Input features [Steps, Rows, Features]; zero beyond a row's length. Absent for tokens.</summary>
    public const int Input = 0;

    /// <summary>Gradient of the input; written by Backward. Absent for tokens and outside training.</summary>
    public const int InputGradient = 1;

    /// <summary>Output [Steps, Rows, Outputs], or [Rows, Outputs] where the model reads out once a sequence.</summary>
    public const int Output = 2;

    /// <summary>Gradient of the output; zero beyond a row's length. Absent outside training.</summary>
    public const int OutputGradient = 3;

    /// <summary>Where the states' ports begin.</summary>
    public const int FirstState = 4;

    /// <summary>Initial value of a state [Rows, Size]; the runtime writes it before Forward.</summary>
    public static int Initial(int state) => FirstState + (4 * state);

    /// <summary>Final value of a state [Rows, Size], after each row's last step.</summary>
    public static int Final(int state) => FirstState + (4 * state) + 1;

    /// <summary>
    /// Gradient of the final value [Rows, Size]; the runtime writes it before Backward. Absent outside training.
    /// </summary>
    public static int FinalGradient(int state) => FirstState + (4 * state) + 2;

    /// <summary>Gradient of the initial value [Rows, Size]; written by Backward. Absent outside training.</summary>
    public static int InitialGradient(int state) => FirstState + (4 * state) + 3;

    /// <summary>
    /// Multiplicative mask of a dropout site: [Steps, Rows, Width], or [Rows, Width] for a per-sequence site. The
    /// runtime fills it before Forward (0 or 1/(1-p); zoneout sites: 1 keeps the old value, 0 takes the new). Absent
    /// outside training.
    /// </summary>
    public static int Mask(ModelInfo info, int site) => FirstState + (4 * info.States.Count) + site;

    /// <summary>
    /// Gradient of the rows that tokens selected of a table of <see cref="ModelInfo.TokenTables"/>
    /// [Steps, Rows, Columns]; written by Backward, not read beyond a row's length. Absent outside training.
    /// </summary>
    public static int TokenGradient(ModelInfo info, int table) => Mask(info, info.DropoutSites.Count) + table;

    /// <summary>Number of ports of a model.</summary>
    public static int Count(ModelInfo info) => TokenGradient(info, info.TokenTables.Count);
}
