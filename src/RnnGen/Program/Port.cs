namespace RnnGen.Program;

/// <summary>
/// Numbers of the places in an arena where the runtime and a program exchange data. Two for each input come first,
/// then two for each head, four for each state, one for each dropout site, each token table and each alignment, and two
/// for each state that a decoder carries.
/// </summary>
public static class Port
{
    /// <summary>
    /// Features of an input [Steps, Rows, Features], or [Rows, Features] where it has one value a sequence; zero beyond
    /// a row's length. Absent for tokens.
    /// </summary>
    public static int Input(int input) => 2 * input;

    /// <summary>Gradient of an input; written by Backward. Absent for tokens and outside training.</summary>
    public static int InputGradient(int input) => (2 * input) + 1;

    /// <summary>Output of a head [Steps, Rows, Width], or [Rows, Width] where it reads out once a sequence.</summary>
    public static int Output(ModelInfo info, int head) => 2 * (info.Inputs.Count + head);

    /// <summary>Gradient of a head's output; zero beyond a row's length. Absent outside training.</summary>
    public static int OutputGradient(ModelInfo info, int head) => Output(info, head) + 1;

    /// <summary>Initial value of a state [Rows, Size]; the runtime writes it before Forward.</summary>
    public static int Initial(ModelInfo info, int state) => Output(info, info.Heads.Count) + (4 * state);

    /// <summary>Final value of a state [Rows, Size], after each row's last step.</summary>
    public static int Final(ModelInfo info, int state) => Initial(info, state) + 1;

    /// <summary>
    /// Gradient of the final value [Rows, Size]; the runtime writes it before Backward. Absent outside training.
    /// </summary>
    public static int FinalGradient(ModelInfo info, int state) => Initial(info, state) + 2;

    /// <summary>Gradient of the initial value [Rows, Size]; written by Backward. Absent outside training.</summary>
    public static int InitialGradient(ModelInfo info, int state) => Initial(info, state) + 3;

    /// <summary>
    /// Multiplicative mask of a dropout site: [Steps, Rows, Width], or [Rows, Width] for a per-sequence site. The
    /// runtime fills it before Forward (0 or 1/(1-p); zoneout sites: 1 keeps the old value, 0 takes the new). Absent
    /// outside training.
    /// </summary>
    public static int Mask(ModelInfo info, int site) => Initial(info, info.States.Count) + site;

    /// <summary>
    /// Gradient of the rows that tokens selected of a table of <see cref="ModelInfo.TokenTables"/>
    /// [Steps, Rows, Columns]; written by Backward, not read beyond a row's length. Absent outside training.
    /// </summary>
    public static int TokenGradient(ModelInfo info, int table) => Mask(info, info.DropoutSites.Count) + table;

    /// <summary>
    /// What of <see cref="ModelInfo.Alignments"/> the program leaves after Forward: [Steps, Rows, stride], where the
    /// stride is the steps of the memory's axis rounded up to <see cref="Slice{T}.Padding"/>; zero beyond the memory's
    /// length.
    /// </summary>
    public static int Alignment(ModelInfo info, int alignment)
        => TokenGradient(info, info.TokenTables.Count) + alignment;

    /// <summary>
    /// Where a state of <see cref="StepInfo.States"/> is before a step of a decoder [Rows, Size]:
    /// <see cref="ModelProgram{T}.BeginSteps"/> or the runtime writes it. Absent in training.
    /// </summary>
    public static int StepInitial(ModelInfo info, int state)
        => Alignment(info, info.Alignments.Count) + (2 * state);

    /// <summary>Where it is after the step [Rows, Size]. Absent in training.</summary>
    public static int StepFinal(ModelInfo info, int state) => StepInitial(info, state) + 1;

    /// <summary>Number of ports of a model.</summary>
    public static int Count(ModelInfo info) => StepInitial(info, info.Step?.States.Count ?? 0);
}
