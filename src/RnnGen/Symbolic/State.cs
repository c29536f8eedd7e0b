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
}
