namespace RnnGen.Symbolic;

/// <summary>
/// All states of a recurrent layer after each row's last step, in the body of a <c>[Forward]</c> method: what another
/// one may start from. [B, size] each, layer by layer and direction by direction
/// </summary>
public sealed class State
{
    private State()
    {
    }

    /// <summary>
    /// In a <see cref="StepAttribute"/> method what the layer gave one step before: the first state of its uppermost
    /// layer, such as h. [B, T, H]
    /// </summary>
    public Seq Output => throw Vec.ReadByTheGenerator();
}
