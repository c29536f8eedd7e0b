namespace RnnGen.Ilgpu.Training;

/// <summary>What the device decided of a step.</summary>
/// <param name="Norm">The gradient's norm before any clipping.</param>
/// <param name="IsStopped">Whether a loss or gradient was not finite, in this step or one before.</param>
/// <param name="Step">That step.</param>
/// <param name="Index">The first gradient that was not finite, or -1 where only a loss was not.</param>
internal readonly record struct StepReport(double Norm, bool IsStopped, int Step, int Index);
