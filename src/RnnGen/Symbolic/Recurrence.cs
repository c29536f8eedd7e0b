namespace RnnGen.Symbolic;

/// <summary>What a recurrent layer gives in the body of a <c>[Forward]</c> method.</summary>
public sealed class Recurrence
{
    private Recurrence()
    {
    }

    /// <summary>The outputs at every step. [B, T, size], both directions side by side</summary>
    public Seq Outputs => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// The output after each row's last step, of a direction that runs from the end after the row's first. [B, size]
    /// </summary>
    public Vec Last => throw Vec.ReadByTheGenerator();

    /// <summary>All states after each row's last step, which another recurrent layer may start from.</summary>
    public State Final => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// One state of the uppermost layer after each row's last step, by its name in the cell: <c>FinalOf("c")</c> of an
    /// LSTM. [B, size], both directions side by side
    /// </summary>
    public Vec FinalOf(string state) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// One state of the uppermost layer after every step, by its name in the cell: <c>StatesOf("c")</c> of an LSTM.
    /// [B, T, size], both directions side by side
    /// </summary>
    public Seq StatesOf(string state) => throw Vec.ReadByTheGenerator();
}
