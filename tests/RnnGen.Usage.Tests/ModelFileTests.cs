using RnnGen.Training.Tests;

namespace RnnGen.Usage.Tests;

/// <summary>
/// One file is enough to use a model; what does not fit is refused with the reason and changes nothing.
/// </summary>
public sealed class ModelFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TextClassifier_SavedAndLoaded_IsTheSame()
    {
        string path = _folder.File("text.safetensors");
        var model = new Models.TextClassifier(3)
        {
            Vocabulary = Vocabulary.Build(["der Hund \"bellt\"", "ça va 🙂"], Tokenizer.Words()),
            ClassNames = ["rouge", "grün \"x\"", "青"],
        };
        model.Notes["data"] = "2024-05-01\n第一";
        model.Notes[""] = "";
        model.Save(path);

        Models.TextClassifier loaded = Models.TextClassifier.FromFile(path);
        Assert.Equal(model.Vocabulary.Tokens, loaded.Vocabulary!.Tokens);
        Assert.Equal(model.ClassNames, loaded.ClassNames);
        Assert.Equal(model.Notes, loaded.Notes);
        Assert.Null(loaded.InputScaler);
        ClassPrediction expected = model.Predict("der Hund 🙂"), actual = loaded.Predict("der Hund 🙂");
        Assert.Equal(expected.Probabilities, actual.Probabilities);
        Assert.Equal(expected.ToString(), actual.ToString());

        LoadReport report = new Models.TextClassifier().Load(path);
        Assert.Equal(["vocabulary", "class names", "note ''", "note 'data'"], report.Assets);
        Assert.Contains("with: vocabulary", report.ToString(), StringComparison.Ordinal);
        Assert.Empty(report.Unused);
    }

    [Fact]
    public void Forecaster_SavedAndLoaded_KeepsItsUnits()
    {
        string path = _folder.File("forecast.safetensors");
        var model = new Models.Forecaster(3)
        {
            InputScaler = Draw.InputScaler(),
            TargetScaler = new Scaler([1.0 / 3], [Math.PI]),
        };
        model.Save(path);
        Models.Forecaster loaded = Models.Forecaster.FromFile(path);
        float[] sequence = Draw.Features<float>(10);
        Assert.Equal(model.Predict(sequence), loaded.Predict(sequence));
        Assert.Equal(model.TargetScaler.Scale.ToArray(), loaded.TargetScaler!.Scale.ToArray());
        Assert.Equal(["input scaler", "target scaler"], new Models.Forecaster().Load(path).Assets);
    }

    [Fact]
    public void Load_FileOfParametersAlone_LeavesWhatIsSet()
    {
        string path = _folder.File("plain.safetensors");
        var source = new Models.Forecaster(3);
        ParameterFile.Save<float>(path, source.Info.Parameters, source.Parameters.Flat);
        var model = new Models.Forecaster { InputScaler = Draw.InputScaler() };
        model.Notes["kept"] = "yes";
        LoadReport report = model.Load(path);
        Assert.Empty(report.Assets);
        Assert.Equal(source.Parameters.Flat.ToArray(), model.Parameters.Flat.ToArray());
        Assert.NotNull(model.InputScaler);
        Assert.Equal("yes", model.Notes["kept"]);
    }

    [Fact]
    public void Load_TwoBiasesAsPyTorchHasThem_SumsThem()
    {
        string path = _folder.File("torch.safetensors");
        var model = new Models.Forecaster(3);
        List<SafetensorsTensor> tensors = [];
        foreach (Program.ParameterInfo info in model.Info.Parameters)
        {
            long[] shape = info.Columns == 0 ? [info.Rows] : [info.Rows, info.Columns];
            tensors.Add(SafetensorsTensor.From<float>(info.Name, shape, model.Parameters[info.Name]));
        }

        var one = new float[20];
        Array.Fill(one, 1);
        tensors.Add(SafetensorsTensor.From<float>("lstm.bias_hh_l0", [20], one));
        SafetensorsFile.Write(path, tensors, new Dictionary<string, string> { ["format"] = "pt" });
        Models.Forecaster loaded = Models.Forecaster.FromFile(path);
        float[] expected = [.. model.Parameters["lstm.bias_ih_l0"].ToArray().Select(static b => b + 1)];
        Assert.Equal(expected, loaded.Parameters["lstm.bias_ih_l0"].ToArray());
    }

    [Fact]
    public void Load_AnotherModelsFile_SaysWhoseItIsAndWhatDiffers()
    {
        string path = _folder.File("other.safetensors");
        new Models.Classifier(1) { ClassNames = ["a", "b", "c"] }.Save(path);
        var model = new Models.StepForecaster(2);
        model.Load(path); // the same tensors: nothing tells them apart but the name
        var vector = new Models.MultiLabel(2);
        float[] before = vector.Parameters.Flat.ToArray();
        CheckpointException error = Assert.Throws<CheckpointException>(() => vector.Load(path));
        Assert.Equal("gru.weight_ih_l0", error.Tensor);
        Assert.Contains("the file has no such tensor", error.Message, StringComparison.Ordinal);
        Assert.Contains("5 more do not fit: 'gru.weight_hh_l0'", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "Only the file has 'lstm.weight_ih_l0', 'lstm.weight_hh_l0'", error.Message, StringComparison.Ordinal);
        Assert.Contains(
            "The file is of model 'Classifier', this is 'MultiLabel'", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, vector.Parameters.Flat.ToArray());
        Assert.Null(vector.ClassNames);
    }

    [Fact]
    public void Load_AssetsThatDoNotFit_AreRefusedOrSkipped()
    {
        string path = _folder.File("wrong.safetensors");
        var source = new Models.Forecaster(1);
        (string Key, string Value, string Reason)[] cases =
        [
            ("rnngen.classes", "[\"a\",\"b\"]", "the class names cannot be used: ClassNames has 2 names"),
            ("rnngen.classes", "[1]", "expected an array of strings"),
            ("rnngen.classes", "[", "the class names cannot be used"),
            ("rnngen.input_scaler", "{\"offset\":[0],\"scale\":[1]}", "InputScaler scales 1 numbers"),
            ("rnngen.target_scaler", "{\"offset\":[0],\"scale\":[0]}", "the target scaler cannot be used"),
            ("rnngen.vocabulary", "{\"tokens\":[\"a\"]}", "reads features"),
        ];
        foreach ((string key, string value, string reason) in cases)
        {
            ParameterFile.Save<float>(
                path,
                source.Info.Parameters,
                source.Parameters.Flat,
                new Dictionary<string, string> { [key] = value, ["rnngen.note.a"] = "b" });
            var model = new Models.Forecaster(2);
            float[] before = model.Parameters.Flat.ToArray();
            var error = Assert.Throws<CheckpointException>(() => model.Load(path));
            Assert.Contains(reason, error.Message, StringComparison.Ordinal);
            Assert.Equal(before, model.Parameters.Flat.ToArray());
            Assert.Empty(model.Notes);
            LoadReport report = model.Load(path, new LoadOptions { Partial = true });
            Assert.Single(report.Skipped);
            Assert.Equal(["note 'a'"], report.Assets);
        }
    }

    [Fact]
    public void Save_NullNote_ThrowsAndKeepsTheOldFile()
    {
        string path = _folder.File("m");
        var model = new Models.Forecaster(1);
        model.Save(path);
        byte[] before = File.ReadAllBytes(path);
        model.Notes["a"] = null!;
        Assert.Throws<InvalidOperationException>(() => model.Save(path));
        Assert.Equal(before, File.ReadAllBytes(path));
    }
}
