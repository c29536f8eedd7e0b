namespace RnnGen.Program;

/// <summary>What a dropout site does.</summary>
public enum DropoutKind
{
    /// <summary>Inverted dropout: the mask is 0 or 1/(1-p).</summary>
    Inverted,

    /// <summary>Zoneout: the mask is 1 where the old value is kept and 0 where the new one is taken.</summary>
    Zoneout,
}
