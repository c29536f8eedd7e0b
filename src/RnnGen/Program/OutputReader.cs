namespace RnnGen.Program;

/// <summary>Makes a prediction of what a model gave for one sequence.</summary>
/// <param name="model">The model, for names of classes.</param>
/// <param name="outputs">The outputs. [T, O], or [O] where the model reads out once a sequence</param>
/// <typeparam name="T">The float type.</typeparam>
/// <typeparam name="TPrediction">What is predicted.</typeparam>
public delegate TPrediction OutputReader<T, out TPrediction>(Model model, ReadOnlySpan<T> outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
