namespace RnnGen;

/// <summary>
/// Marks the method of a model that is a decoder's step: what it does for one token, from the token that was said
/// before, the states that it carries and what it attends to. The <see cref="ForwardAttribute"/> method calls it, and
/// the generator reads its body; nothing runs it. Teacher forcing and decoding both follow from it.
/// </summary>
/// <remarks>
/// <para><c>private static (Seq Scores, State Next) Next(Tokens previous, State state, Seq memory)</c>: the first
/// parameter is the said token and the first result scores the next one. Every <see cref="Symbolic.State"/> is carried
/// from step to step, and so is every <c>Seq fed = null!</c>, which starts at zero (input feeding); the results behind
/// the scores are what they are next, in the parameters' order. Everything else is given by the wiring.</para>
/// <para>In training the said tokens are those of the target, <see cref="Start"/> first (Sutskever et al., "Sequence to
/// sequence learning with neural networks", 2014).</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class StepAttribute : Attribute
{
    /// <summary>The token that a sequence starts with, before anything is said.</summary>
    public int Start { get; set; }

    /// <summary>The token that ends a sequence; -1 for none.</summary>
    public int End { get; set; } = -1;
}
