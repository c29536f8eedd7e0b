namespace RnnGen;

/// <summary>
/// Marks the method of a model that wires its layers: a static method from the inputs to the outputs, whose body calls
/// the layer methods of the class and the functions of <see cref="Symbolic.Functions"/>. The generator reads the body;
/// nothing runs it. Loss attributes on it are the losses of its results.
/// </summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ForwardAttribute : Attribute;
