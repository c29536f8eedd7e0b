using RnnGen.Program;

namespace RnnGen.Execution;

/// <summary>How many threads compute one slice together. It changes the time and never the result.</summary>
/// <param name="WorthMeeting">Bytes of weights between two meetings that make a member worth while.</param>
/// <param name="LeastPatience">Rounds that a sleeping thread is waited for, whatever there is to do.</param>
internal sealed record TeamRule(long WorthMeeting, int LeastPatience)
{
    // What a core reads in a microsecond from its second cache.
    private const long BytesPerMicrosecond = 90_000;

    // Rows that a core multiplies while it reads the next weights.
    private const int FreeRows = 4;

    /// <summary>Rounds of 0.4 us to wait at most: a sleeping thread comes after 10 to 50 us.</summary>
    public const int MostPatience = 125;

    // Microseconds of work that are worth waking somebody for.
    private const int WorthWaking = 100;

    // The more, the longer each meeting.
    private const int MostMembers = 16;

    // What a team costs a call beside the meetings in its loops, in meetings.
    private const int MeetingsInCall = 12;

    /// <summary>The rule of every model; tests have others, that make teams of small models.</summary>
    public static TeamRule Measured { get; } = new(96 * 1024, 0);

    /// <summary>Members at most.</summary>
    public int Members<T>(ModelProgram<T> program, int rows, int maxThreads, int steps = 1, bool backward = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int most = Math.Min(maxThreads, MostMembers);
        int sides = backward ? program.StepMeetingsOfSidesBackward : program.StepMeetingsOfSides;
        if (sides > 0)
            return MembersOfSides(Step(program, rows) * steps, program.StepMeetings, sides, most, steps);
        long members = Step(program, rows) / program.StepMeetings / WorthMeeting;
        return (int)Math.Clamp(members, 1, most);
    }

    /// <summary>
    /// The fastest number of members where some programs run side by side: two meet in the loops of the others only,
    /// and the halves of any even number meet at the same time.
    /// </summary>
    private int MembersOfSides(long work, int all, int sides, int most, int steps)
    {
        (int best, long least) = (1, long.MaxValue);
        for (int members = 2; members <= most; members++)
        {
            int saved = members == 2 ? sides : members % 2 == 0 ? sides / 2 : 0;
            long meetings = ((long)(all - saved) * steps) + MeetingsInCall;
            (long own, long met) = (work / members, meetings * WorthMeeting);
            if (own >= met && own + met < least)
                (best, least) = (members, own + met);
        }

        return best;
    }

    /// <summary>Rounds to wait for sleeping threads: no more than a tenth of what one thread needs by itself.</summary>
    public int Patience<T>(ModelProgram<T> program, int rows, int steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long alone = Step(program, rows) * steps / BytesPerMicrosecond;
        return Math.Max(LeastPatience, alone < WorthWaking ? 0 : (int)Math.Min(alone / 4, MostPatience));
    }

    /// <summary>
    /// Runs a batch forward or backward: its slices apart or, where there are enough threads, each by a team.
    /// </summary>
    /// <param name="work">What is done.</param>
    /// <param name="workspace">The batch.</param>
    /// <param name="model">The model.</param>
    /// <param name="backward">Whether it goes backward.</param>
    /// <param name="steps">Steps that are computed; 0 for those of the batch's first axis.</param>
    public static void Run<T>(
        SliceWork work, Workspace<T> workspace, Model<T> model, bool backward = false, int steps = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        steps = steps == 0 ? workspace.Slot(0).Steps : steps;
        int members = Members(workspace, model, steps, backward);
        if (members < 2)
        {
            WorkerPool.Run(work, workspace.SliceCount, model.MaxThreads);
            return;
        }

        SliceSlot<T> slot = workspace.Slot(0);
        int patience = model.TeamRule.Patience(workspace.Program, slot.Rows, steps);
        WorkerPool.RunTogether(work, workspace.SliceCount, members, patience);
    }

    /// <summary>Whether teams compute the slices of a batch, forward or backward.</summary>
    public static bool MakesTeams<T>(Workspace<T> workspace, Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int steps = workspace.Slot(0).Steps;
        return Members(workspace, model, steps, backward: false) > 1
            || Members(workspace, model, steps, backward: true) > 1;
    }

    private static int Members<T>(Workspace<T> workspace, Model<T> model, int steps, bool backward)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SliceSlot<T> slot = workspace.Slot(0);
        int most = model.MaxThreads / workspace.SliceCount;
        return most < 2 ? 1 : model.TeamRule.Members(workspace.Program, slot.Rows, most, steps, backward);
    }

    // Bytes of weights in a step, and more for the rows that take longer than reading.
    private static long Step<T>(ModelProgram<T> program, int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => program.StepWeights * Unsafe.SizeOf<T>() * (rows + FreeRows) / (1 + FreeRows);
}
