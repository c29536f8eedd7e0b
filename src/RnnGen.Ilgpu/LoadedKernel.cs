namespace RnnGen.Ilgpu;

/// <summary>A kernel that was compiled for a device.</summary>
/// <param name="Launch">What launches it.</param>
/// <param name="MostThreads">Threads of a group, at most.</param>
internal sealed record LoadedKernel(Delegate Launch, int MostThreads);
