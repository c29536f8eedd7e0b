using System.ComponentModel;

namespace RnnGen.Program;

/// <summary>What the generator emits of a model for devices; each backend has its own kind.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class DeviceCode;
