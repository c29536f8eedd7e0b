namespace RnnGen.Ilgpu;

/// <summary>What a port is for.</summary>
internal enum PortRole
{
    Input,
    InputGradient,
    Output,
    OutputGradient,
    Initial,
    Final,
    FinalGradient,
    InitialGradient,
    Mask,
    TokenGradient,
    Alignment,
    StepInitial,
    StepFinal,
}
