namespace RnnGen.Golden.Tests;

/// <summary>What a number is, which decides its float32 bound.</summary>
internal enum CheckKind
{
    /// <summary>Outputs, states, losses, rates.</summary>
    Forward,

    /// <summary>Gradients.</summary>
    Gradient,

    /// <summary>Numbers after several training steps.</summary>
    Trajectory,
}
