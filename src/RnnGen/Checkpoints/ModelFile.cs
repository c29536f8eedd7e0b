namespace RnnGen;

/// <summary>temporary</summary>
internal static class ModelFile
{
    public static void Write<T>(string path, Model<T> model, IReadOnlyList<SafetensorsTensor> extra, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensors = new List<SafetensorsTensor>();
        foreach (Program.ParameterInfo info in model.Info.Parameters)
            tensors.Add(SafetensorsTensor.From<T>(info.Name, ParameterFile.Shape(info), model.Parameters[info.Name]));
        tensors.AddRange(extra);
        SafetensorsFile.Write(path, tensors, metadata);
    }

    public static void Apply<T>(SafetensorsFile file, Model<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ParameterFile.Load(file, model.Info.Parameters, model.Parameters.Flat);
        model.Parameters.Commit();
    }
}
