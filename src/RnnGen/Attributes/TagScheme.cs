namespace RnnGen;

/// <summary>How spans are written as a class a step, which forbids some sequences of classes.</summary>
public enum TagScheme
{
    /// <summary>Any class may follow any other.</summary>
    None,

    /// <summary>
    /// "B-type" begins a span, "I-type" continues one of its type, any other name is outside: an I follows a B or an I
    /// of its type.
    /// </summary>
    Bio,

    /// <summary>
    /// As <see cref="Bio"/>, and "E-type" ends a span of two steps or more, "S-type" is a span of one step: every B is
    /// followed by I or E of its type, to the E.
    /// </summary>
    Bioes,
}
