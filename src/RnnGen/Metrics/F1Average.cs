namespace RnnGen;

/// <summary>How the F1 scores of several classes become one number.</summary>
public enum F1Average
{
    /// <summary>The mean over the classes that occur among targets or predictions.</summary>
    Macro,

    /// <summary>The score of all decisions together; the accuracy where each step has one class.</summary>
    Micro,

    /// <summary>The mean weighted by how often a class is the target.</summary>
    Weighted,

    /// <summary>The score of the positive class alone.</summary>
    Binary,
}
