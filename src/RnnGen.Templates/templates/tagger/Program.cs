using RnnGen;

var random = new Random(1);
(string[] Words, string[] Tags)[] training = Sentences.Make(600, random), test = Sentences.Make(200, random);
var words = Tokenizer.Words(lowerCase: true);
var model = new EntityTagger(seed: 42)
{
    Vocabulary = Vocabulary.Build(training.Select(sentence => sentence.Words)).WithTokenizer(words),
    ClassNames = Sentences.Tags.Tokens,
};
Console.WriteLine(model);

Sample<float>[] ToSamples((string[] Words, string[] Tags)[] sentences) =>
[
    .. sentences.Select(sentence => Sample<float>.FromTokens(model.Vocabulary.Encode(sentence.Words)) with
    {
        Classes = Sentences.Tags.Encode(sentence.Tags),
    }),
];

using var progress = new ConsoleProgress();
using var trainer = new Trainer<float>(model, new Adam(1e-2))
{
    ClipNorm = 5,
    Metrics = { new SpanF1() },
    Progress = progress,
};
trainer.Fit(ToSamples(training), ToSamples(test), epochs: 6);

// One file is all that a program needs which uses the model: words and names of the tags are in it.
string path = Path.Combine(AppContext.BaseDirectory, "tagger.safetensors");
model.Save(path);
EntityTagger loaded = EntityTagger.FromFile(path);
string[] texts = ["meet John Smith in Cape Town", "from Smith Street to Paris", "is Paris Brown in Oslo?"];
foreach (string text in texts)
{
    string[] tokens = [.. words.Split(text)];
    Console.WriteLine(text);
    foreach (TagSpan span in loaded.Predict(text).Spans)
        Console.WriteLine($"  {span.Type}: {string.Join(' ', tokens[span.Start..span.End])}");
}
