namespace RnnGen;

/// <summary>
/// A loss of one's own: a static method of the model that makes a loss of an output and its target, such as
/// <c>private static Seq Pinball(Seq output, Seq target)</c> or the same of <c>Vec</c>, of operators and functions that
/// work unit by unit. Its units are averaged or summed as those of <see cref="MeanSquaredErrorAttribute"/> are. The
/// generator reads the body and differentiates it.
/// </summary>
public sealed class ObjectiveAttribute : LossAttribute
{
    /// <summary>The loss that a method computes.</summary>
    /// <param name="method">Its name.</param>
    public ObjectiveAttribute(string method) => Method = method;

    /// <summary>The method's name.</summary>
    public string Method { get; }
}
