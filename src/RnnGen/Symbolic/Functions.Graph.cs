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

    /// <summary>
    /// The value of each row at every step of <paramref name="like"/>, whose time and lengths the result has; of
    /// <paramref name="like"/> nothing else is read. [B, T, size]
    /// </summary>
    public static Seq Repeat(Vec v, Seq like) => throw Vec.ReadByTheGenerator();

    /// <summary>The value of each row at every step of some tokens. [B, T, size]</summary>
    public static Seq Repeat(Vec v, Tokens like) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// The steps of each row from its last to its first, within the row's own length. It reads ahead, so the model does
    /// not stream. [B, T, size]
    /// </summary>
    public static Seq Reverse(Seq v) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// At each step of <paramref name="at"/>, whose time and lengths the result has, the value of <paramref name="v"/>
    /// at the step of the same row that the token numbers, the first being 0; 0 where the row has too few steps. A step
    /// may be read any number of times: gradients add up. Tokens that no embedding reads may be any number from 0 on.
    /// It reads ahead, so the model does not stream. [B, T, size]
    /// </summary>
    /// <param name="v">The sequence that is read, of any time.</param>
    /// <param name="at">Which step, at each step of the result.</param>
    public static Seq Gather(Seq v, Tokens at) => throw Vec.ReadByTheGenerator();

    /// <summary>
    /// One step of each row, the first being 0; 0 where the row has too few. Below 0 it is counted from the row's end,
    /// of a direction that runs from the end from the row's start: -1 is <see cref="Last(Seq)"/>. [B, size]
    /// </summary>
    /// <param name="v">The sequence.</param>
    /// <param name="step">A constant from -256 to 1,048,576.</param>
    public static Vec At(Seq v, int step) => throw Vec.ReadByTheGenerator();
}
