namespace RnnGen;

/// <summary>What a recurrent layer is, where its arrays do not say it.</summary>
public enum WeightCell
{
    /// <summary>A long short-term memory.</summary>
    Lstm,

    /// <summary>A simple RNN.</summary>
    Rnn,
}
