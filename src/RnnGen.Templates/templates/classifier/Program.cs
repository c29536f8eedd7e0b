using RnnGen;

var random = new Random(1);
(Sample<float>[] training, Sample<float>[] test) = Dataset.Split(Waves.MakeSamples(1200, random), 0.25);

var model = new WaveClassifier(seed: 42) { ClassNames = Waves.Names };
Console.WriteLine(model);

using var progress = new ConsoleProgress();
using var trainer = new Trainer<float>(model, new Adam(1e-2))
{
    ClipNorm = 1,
    Metrics = { new Accuracy() },
    Progress = progress,
};
trainer.Fit(training, test, epochs: 10);

// One file is all that a program needs which uses the model.
string path = Path.Combine(AppContext.BaseDirectory, "waves.safetensors");
model.Save(path);
WaveClassifier loaded = WaveClassifier.FromFile(path);
for (int kind = 0; kind < Waves.Names.Count; kind++)
    Console.WriteLine($"a {Waves.Names[kind]} wave is taken for {loaded.Predict(Waves.Make(kind, random))}");
