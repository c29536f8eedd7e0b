namespace RnnGen.Ilgpu;

/// <summary>What a port is for; several together are a choice of ports.</summary>
[Flags]
internal enum PortRole
{
    None = 0,
    Input = 1,
    InputGradient = 1 << 1,
    Output = 1 << 2,
    OutputGradient = 1 << 3,
    Initial = 1 << 4,
    Final = 1 << 5,
    FinalGradient = 1 << 6,
    InitialGradient = 1 << 7,
    Mask = 1 << 8,
    TokenGradient = 1 << 9,
    Alignment = 1 << 10,
    StepInitial = 1 << 11,
    StepFinal = 1 << 12,
}
