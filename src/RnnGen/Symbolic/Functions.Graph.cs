namespace RnnGen.Symbolic;

/// <content>Functions of a <c>[Forward]</c> method that are not element by element.</content>
public static partial class Functions
{
    /// <summary>The units of each step one behind the other. [B, T, sum of sizes]</summary>
    public static Seq Concat(params Seq[] sequences) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// What a recurrent layer starts from: a value a state, in the order of the cell's states, layer by layer and
    /// direction by direction. An LSTM has two: <c>States(h, c)</c>.
    /// </summary>
    public static State States(params Vec[] values) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// The units from <paramref name="start"/> on, <paramref name="length"/> of them, at every step. [B, T, length]
    /// </summary>
    public static Seq Slice(Seq v, int start, int length) => throw Vec.ReadByTheGenerator();

    /// <summary>The units from <paramref name="start"/> on, <paramref name="length"/> of them. [B, length]</summary>
    public static Vec Slice(Vec v, int start, int length) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// Inverted dropout while training: a unit is 0 with probability <paramref name="rate"/>, else divided by
    /// 1 - <paramref name="rate"/>; one mask a row where <paramref name="perSequence"/>, else one a step.
    /// </summary>
    public static Seq Dropout(Seq v, double rate, bool perSequence = false) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// Inverted dropout while training: a unit is 0 with probability <paramref name="rate"/>, else divided by
    /// 1 - <paramref name="rate"/>.
    /// </summary>
    public static Vec Dropout(Vec v, double rate) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// What <paramref name="v"/> was <paramref name="steps"/> steps before; <paramref name="initial"/> at the first
    /// ones. It streams, as each step reads earlier ones only. [B, T, size]
    /// </summary>
    public static Seq Delay(Seq v, int steps = 1, double initial = 0) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// The last valid step of each row, of a direction that runs from the end the row's first; 0 for an empty row.
    /// [B, size]
    /// </summary>
    public static Vec Last(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The first step of each row; 0 for an empty row. [B, size]</summary>
    public static Vec First(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The mean over the valid steps of each row; 0 for an empty row. [B, size]</summary>
    public static Vec MeanPool(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The largest over the valid steps of each row, unit by unit; 0 for an empty row. [B, size]</summary>
    public static Vec MaxPool(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>The sum over the valid steps of each row; 0 for an empty row. [B, size]</summary>
    public static Vec SumPool(Seq v) => throw Vec.ReadByTheGenerator();
}
