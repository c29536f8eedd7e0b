namespace RnnGen.Program;

/// <summary>Makes a prediction of what all heads of a model gave for one sample.</summary>
/// <param name="model">The model, for names of classes.</param>
/// <param name="outputs">The outputs of each head.</param>
/// <typeparam name="T">The float type.</typeparam>
/// <typeparam name="TPrediction">What is predicted.</typeparam>
public delegate TPrediction RowReader<T, out TPrediction>(Model model, RowOutputs<T> outputs)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
