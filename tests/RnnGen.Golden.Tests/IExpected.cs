namespace RnnGen.Golden.Tests;

/// <summary>An expected tensor, whole or as a digest, in the file's layout.</summary>
internal interface IExpected
{
    /// <summary>The shape in the file.</summary>
    int[] Shape { get; }

    /// <summary>The error of an actual tensor of the same layout.</summary>
    double Error(double[] actual);
}
