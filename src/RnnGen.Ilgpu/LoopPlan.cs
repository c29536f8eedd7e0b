namespace RnnGen.Ilgpu;

/// <summary>How the time loop of a recurrent layer runs on a device.</summary>
internal enum LoopPlan
{
    /// <summary>As the sizes and the device suggest.</summary>
    Automatic,

    /// <summary>All steps in one launch, where every instruction of the loop allows it.</summary>
    OneLaunch,

    /// <summary>One launch an instruction and step.</summary>
    Stepped,
}
