"""The samples' tasks in PyTorch: same data, splits, sizes and settings, one after the other.

    python3 tasks.py DATA [--seeds 1 2 3] [--threads 1] [--tasks names vowels ...]

DATA is the folder that holds names/, sentiment-uci/, snips-nlu/, ud-atis/, japanese-vowels/, classic-series/ and
etth1/.
Prints one line a task and seed: result on the test split and seconds of training, reading the data not included.
"""

import argparse
import collections
import csv
import hashlib
import json
import pathlib
import random
import re
import sys
import time
import unicodedata

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

WORD = re.compile(r"[a-z']+|[0-9]+|[^\sa-z0-9]")


def is_test(text):
    return int(hashlib.sha256(text.encode("utf-8")).hexdigest(), 16) % 5 == 0


def vocabulary(sequences, least):
    counts = collections.Counter(token for sequence in sequences for token in sequence)
    tokens = sorted((t for t, n in counts.items() if n >= least), key=lambda t: (-counts[t], t))
    return {token: i + 2 for i, token in enumerate(tokens)}


def encode(table, sequence):
    return torch.tensor([table.get(token, 1) for token in sequence])


class Net(nn.Module):
    """Embedding or features, one recurrent layer, dropout before and after, a dense layer on states or steps."""

    def __init__(self, cell, inputs, hidden, outputs, tokens=0, both=False, drop=(0, 0), steps=False):
        super().__init__()
        self.embed = nn.Embedding(tokens, inputs, padding_idx=0) if tokens else None
        self.rnn = cell(inputs, hidden, batch_first=True, bidirectional=both)
        self.dense = nn.Linear(hidden * (2 if both else 1), outputs)
        self.before, self.after, self.steps = nn.Dropout(drop[0]), nn.Dropout(drop[1]), steps

    def forward(self, x, lengths):
        if self.embed is not None:
            x = self.embed(x)
        packed = pack_padded_sequence(self.before(x), lengths, batch_first=True, enforce_sorted=False)
        outputs, final = self.rnn(packed)
        if self.steps:
            return self.dense(self.after(pad_packed_sequence(outputs, batch_first=True)[0]))
        h = final[0] if isinstance(final, tuple) else final
        return self.dense(self.after(torch.cat(list(h), -1)))


def batches(samples, size, shuffle):
    order = list(range(len(samples)))
    if shuffle:
        random.shuffle(order)
    for start in range(0, len(order), size):
        rows = [samples[i] for i in order[start:start + size]]
        lengths = torch.tensor([len(x) for x, _ in rows])
        x = pad_sequence([x for x, _ in rows], batch_first=True)
        per_step = torch.is_tensor(rows[0][1])
        y = (pad_sequence([y for _, y in rows], batch_first=True, padding_value=-100) if per_step
             else torch.tensor([y for _, y in rows]))
        yield x, lengths, y


def train(net, samples, test, size, rate, epochs):
    optimizer = torch.optim.Adam(net.parameters(), rate)
    start = time.perf_counter()
    net.train()
    for _ in range(epochs):
        for x, lengths, y in batches(samples, size, shuffle=True):
            optimizer.zero_grad()
            scores = net(x, lengths)
            nn.functional.cross_entropy(scores.flatten(0, -2), y.flatten()).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5)
            optimizer.step()
    seconds = time.perf_counter() - start
    net.eval()
    right = count = 0
    with torch.no_grad():
        for x, lengths, y in batches(test, 256, shuffle=False):
            guess, mask = net(x, lengths).argmax(-1), y != -100
            right += int((guess[mask] == y[mask]).sum())
            count += int(mask.sum())
    return right / count, seconds


def names(data):
    found = {}
    for path in sorted((data / "names" / "names").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            plain = "".join(c for c in unicodedata.normalize("NFD", line.strip()) if unicodedata.category(c) != "Mn")
            if plain:
                found[path.stem, plain] = None
    languages = {language: i for i, language in enumerate(sorted({language for language, _ in found}))}
    part = {False: [], True: []}
    for language, name in found:
        part[is_test(language + name)].append((name, languages[language]))
    table = vocabulary([name for name, _ in part[False]], 1)
    rows = {k: [(encode(table, name), y) for name, y in v] for k, v in part.items()}
    return lambda: train(
        Net(nn.GRU, 32, 128, 18, len(table) + 2), rows[False], rows[True], 64, 2e-3, 12)


def sentiment(data):
    part = {False: [], True: []}
    for path in sorted((data / "sentiment-uci").glob("*_labelled.txt")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            text, tab, label = line.rpartition("\t")
            if tab:
                part[is_test(text)].append((WORD.findall(text.lower()), int(label)))
    table = vocabulary([words for words, _ in part[False]], 2)
    rows = {k: [(encode(table, words), y) for words, y in v] for k, v in part.items()}
    return lambda: train(
        Net(nn.LSTM, 50, 32, 2, len(table) + 2, True, (.5, .5)), rows[False], rows[True], 32, 3e-3, 10)


def intents(data):
    kinds, part = {}, {"train": [], "validate": []}
    for split, rows in part.items():
        for path in sorted((data / "snips-nlu").glob(f"{split}_*.json")):
            for kind, utterances in json.loads(path.read_bytes().decode("utf-8", "replace")).items():
                label = kinds.setdefault(kind, len(kinds))
                for utterance in utterances:
                    rows.append((WORD.findall("".join(p["text"] for p in utterance["data"]).lower()), label))
    table = vocabulary([words for words, _ in part["train"]], 2)
    rows = {k: [(encode(table, words), y) for words, y in v] for k, v in part.items()}
    return lambda: train(
        Net(nn.LSTM, 64, 64, 7, len(table) + 2, True, (.3, .3)), rows["train"], rows["validate"], 32, 3e-3, 2)


def tags(data):
    def read(split):
        sentences, words, tags = [], [], []
        path = next((data / "ud-atis").glob(f"*-{split}.conllu"))
        for line in path.read_text(encoding="utf-8").split("\n") + [""]:
            fields = line.split("\t")
            if not line and words:
                sentences.append((words, tags))
                words, tags = [], []
            elif len(fields) == 10 and fields[0].isdigit():
                words.append(fields[1].lower())
                tags.append(fields[3])
        return sentences
    training, test = read("train"), read("test")
    table = vocabulary([words for words, _ in training], 1)
    kinds = {tag: i for i, tag in enumerate(sorted({t for _, tags in training + test for t in tags}))}
    rows = [[(encode(table, w), torch.tensor([kinds[t] for t in ts])) for w, ts in part] for part in (training, test)]
    return lambda: train(
        Net(nn.LSTM, 32, 32, len(kinds), len(table) + 2, True, (.2, .2), steps=True), rows[0], rows[1], 32, 5e-3, 5)


def vowels(data):
    def read(split):
        rows = []
        for line in (data / "japanese-vowels" / f"JapaneseVowels_{split}.ts").read_text().splitlines():
            if line and line[0] not in "@#":
                *channels, label = line.split(":")
                rows.append((torch.tensor([[float(v) for v in c.split(",")] for c in channels]).T, int(label) - 1))
        return rows
    training, test = read("TRAIN"), read("TEST")
    steps = torch.cat([x for x, _ in training])
    mean, deviation = steps.mean(0), steps.std(0, unbiased=False)
    rows = [[((x - mean) / deviation, y) for x, y in part] for part in (training, test)]
    return lambda: train(Net(nn.LSTM, 12, 64, 9, 0, True, (0, .2)), rows[0], rows[1], 16, 2e-3, 40)


def airline(data):
    path = data / "classic-series" / "airline-passengers.csv"
    series = torch.tensor([float(row[-1]) for row in list(csv.reader(path.open()))[1:]])
    low, high = series[:96].min(), series[:96].max()
    scaled = (series - low) / (high - low)
    windows = scaled.unfold(0, 12, 1)[:-1].unsqueeze(-1)
    targets = scaled[12:] - scaled[:-12]
    cut = 96 - 12

    def run():
        net = Net(nn.LSTM, 1, 32, 1)
        optimizer = torch.optim.Adam(net.parameters(), 5e-3)
        lengths = torch.full((cut,), 12)
        start = time.perf_counter()
        for _ in range(400):
            optimizer.zero_grad()
            nn.functional.mse_loss(net(windows[:cut], lengths)[:, 0], targets[:cut]).backward()
            optimizer.step()
        seconds = time.perf_counter() - start
        with torch.no_grad():
            change = net(windows[cut:], torch.full((len(windows) - cut,), 12))[:, 0]
        guess = (scaled[96:] * 0 + scaled[84:-12] + change) * (high - low) + low
        return float((guess - series[96:]).square().mean().sqrt()), seconds
    return run


class Chain(nn.Module):
    """A linear-chain CRF: the loss of a batch, and the best path of one row."""

    def __init__(self, tags):
        super().__init__()
        self.transitions = nn.Parameter(torch.empty(tags, tags).uniform_(-.1, .1))
        self.start, self.end = (nn.Parameter(torch.empty(tags).uniform_(-.1, .1)) for _ in range(2))

    def loss(self, scores, y, lengths):
        mask, y = y != -100, y.clamp(min=0)
        emitted = scores.gather(2, y.unsqueeze(2)).squeeze(2)
        moved = self.transitions[y[:, :-1], y[:, 1:]]
        last = y.gather(1, lengths.unsqueeze(1) - 1).squeeze(1)
        path = (emitted * mask).sum(1) + (moved * mask[:, 1:]).sum(1) + self.start[y[:, 0]] + self.end[last]
        total = self.start + scores[:, 0]
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(total.unsqueeze(2) + self.transitions, 1) + scores[:, t]
            total = torch.where(mask[:, t:t + 1], step, total)
        return (torch.logsumexp(total + self.end, 1) - path).mean()

    def best(self, scores, forbidden):
        moves, first = self.transitions + forbidden, forbidden[0]
        total, back = self.start + first + scores[0], []
        for emitted in scores[1:]:
            best, before = (total.unsqueeze(1) + moves).max(0)
            total = best + emitted
            back.append(before)
        path = [int((total + self.end).argmax())]
        for before in reversed(back):
            path.append(int(before[path[-1]]))
        return path[::-1]


def spans(tags):
    """BIO without faults, which the rules of the best path and of the data see to."""
    starts = [i for i, tag in enumerate(tags) if tag[0] == "B"]
    ends = [next((j for j in range(i + 1, len(tags)) if tags[j][0] != "I"), len(tags)) for i in starts]
    return {(i, j, tags[i][2:]) for i, j in zip(starts, ends)}


def slots(data):
    part = {"train": [], "validate": []}
    for split, rows in part.items():
        for path in sorted((data / "snips-nlu").glob(f"{split}_*.json")):
            for utterances in json.loads(path.read_bytes().decode("utf-8", "replace")).values():
                for utterance in utterances:
                    words, tags = [], []
                    for piece in utterance["data"]:
                        found = WORD.findall(piece["text"].lower())
                        words += found
                        tags += [f"{'I' if i else 'B'}-{piece['entity']}" if "entity" in piece else "O"
                                 for i in range(len(found))]
                    rows.append((words, tags))
    table = vocabulary([words for words, _ in part["train"]], 2)
    kinds = ["O"] + sorted({tag for _, tags in part["train"] for tag in tags} - {"O"})
    number = {tag: i for i, tag in enumerate(kinds)}
    training = [(encode(table, w), torch.tensor([number[t] for t in tags])) for w, tags in part["train"]]
    forbidden = torch.tensor([[-1e9 if to[0] == "I" and fro[1:] != to[1:] else 0. for to in kinds] for fro in kinds])

    def run():
        net, chain = Net(nn.LSTM, 64, 64, len(kinds), len(table) + 2, True, (.3, .3), steps=True), Chain(len(kinds))
        parameters = [*net.parameters(), *chain.parameters()]
        optimizer = torch.optim.Adam(parameters, 3e-3)
        start = time.perf_counter()
        for _ in range(5):
            for x, lengths, y in batches(training, 32, shuffle=True):
                optimizer.zero_grad()
                chain.loss(net(x, lengths), y, lengths).backward()
                nn.utils.clip_grad_norm_(parameters, 5)
                optimizer.step()
        seconds = time.perf_counter() - start
        net.eval()
        right = predicted = wanted = 0
        with torch.no_grad():
            for words, tags in part["validate"]:
                scores = net(encode(table, words).unsqueeze(0), torch.tensor([len(words)]))[0]
                guess, truth = spans([kinds[k] for k in chain.best(scores, forbidden)]), spans(tags)
                right, predicted, wanted = right + len(guess & truth), predicted + len(guess), wanted + len(truth)
        return 2 * right / (predicted + wanted), seconds
    return run


def ett(data):
    with (data / "etth1" / "ETTh1.csv").open() as file:
        series = torch.tensor([float(row["OT"]) for row in csv.DictReader(file)])
    month, past, ahead = 30 * 24, 96, 24
    scaled = series / series[:12 * month].std(unbiased=False)

    def cut(hours):
        windows = hours.unfold(0, past + ahead, 1)
        return (windows - windows[:, past - 1:past]).split([past, ahead], 1)
    x, y = cut(scaled[:12 * month])
    test, truth = cut(scaled[16 * month - past:20 * month])

    def run():
        net = Net(nn.GRU, 1, 48, ahead)
        optimizer = torch.optim.Adam(net.parameters(), 1e-3)
        schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, .7)
        start = time.perf_counter()
        for _ in range(6):
            for rows in torch.randperm(len(x)).split(64):
                optimizer.zero_grad()
                guess = net(x[rows].unsqueeze(2), torch.full((len(rows),), past))
                nn.functional.mse_loss(guess, y[rows]).backward()
                nn.utils.clip_grad_norm_(net.parameters(), 1)
                optimizer.step()
            schedule.step()
        seconds = time.perf_counter() - start
        with torch.no_grad():
            guess = net(test.unsqueeze(2), torch.full((len(test),), past))
        return float(nn.functional.mse_loss(guess, truth)), seconds
    return run


TASKS = dict(names=names, sentiment=sentiment, intents=intents, tags=tags, vowels=vowels, airline=airline, slots=slots,
             ett=ett)


def require_fast_blas():
    """Debian's PyTorch falls back on the reference BLAS, about 15 times slower, and does not say so."""
    torch.ones(64, 64) @ torch.ones(64, 64)
    maps = pathlib.Path("/proc/self/maps").read_text()
    if "openblas" not in maps and "libmkl" not in maps:
        sys.exit("PyTorch runs on the reference BLAS: install libopenblas0")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tasks", nargs="+", default=list(TASKS))
    options = parser.parse_args()
    require_fast_blas()
    torch.set_num_threads(options.threads)
    for task in options.tasks:
        run = TASKS[task](options.data)
        for seed in options.seeds:
            torch.manual_seed(seed)
            random.seed(seed)
            result, seconds = run()
            print(f"{task:10} seed {seed}   {result:.4f}   {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    main()
