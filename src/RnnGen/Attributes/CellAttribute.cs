namespace RnnGen;

/// <summary>
/// Marks a partial class as a recurrent cell: its static method <c>Step(Vec x, Vec h, ...)</c> is read as equations,
/// never run. Write <c>using RnnGen.Symbolic;</c> and <c>using static RnnGen.Symbolic.Functions;</c> above it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class CellAttribute : Attribute;
