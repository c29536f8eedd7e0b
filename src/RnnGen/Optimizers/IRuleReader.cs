namespace RnnGen;

/// <summary>Takes the formula of an optimizer's step with its numbers, for those who run it elsewhere.</summary>
internal interface IRuleReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Takes the rule; each of its registers holds one number in all lanes.</summary>
    void Read<TRule>(in TRule rule)
        where TRule : struct, IUpdateRule<T>;
}
