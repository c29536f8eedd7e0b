using RnnGen;

const int Length = 200;

var model = new LetterModel(seed: 42) { Vocabulary = Stories.Letters };
Console.WriteLine(model);

// A sample reads some letters and is to say, after each, the one that follows.
int[] letters = model.Vocabulary.Encode(Stories.Write(2000, new Random(1)));
Sample<float>[] passages =
[
    .. Enumerable.Range(0, (letters.Length - 1) / Length).Select(i =>
        Sample<float>.FromTokens(letters.AsMemory(i * Length, Length)) with
        {
            Classes = letters.AsMemory((i * Length) + 1, Length),
        }),
];

using var progress = new ConsoleProgress();
using var trainer = new Trainer<float>(model, new Adam(1e-2)) { BatchSize = 8, ClipNorm = 5, Progress = progress };
trainer.Fit(passages, epochs: 4);

// One file is all that a program needs which uses the model.
string path = Path.Combine(AppContext.BaseDirectory, "letters.safetensors");
model.Save(path);
LetterModel loaded = LetterModel.FromFile(path);
foreach (double temperature in (double[])[0.5, 1])
{
    Decoding how = Decoding.Sample(seed: 7, temperature) with { MaximumLength = 200 };
    Console.WriteLine($"----- temperature {temperature:F1} -----");
    Console.WriteLine($"the {loaded.Generate("the ", how)}");
}
