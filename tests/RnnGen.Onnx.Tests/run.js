// Runs every job of a folder in ONNX Runtime and writes beside it what came out: many models, one process.
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const types = { float32: Float32Array, int32: Int32Array, int64: BigInt64Array };

function tensor(feed) {
  const data = types[feed.type].from(feed.data, feed.type === 'int64' ? BigInt : (x) => x);
  return new ort.Tensor(feed.type, data, feed.dims);
}

// A job is a chain of runs; a feed is numbers, or what an earlier run gave.
async function run(folder, job) {
  const results = [];
  const sessions = {};
  for (const step of job.runs) {
    sessions[step.model] ??= await ort.InferenceSession.create(path.join(folder, step.model), { logSeverityLevel: 3 });
    const feeds = {};
    for (const name of sessions[step.model].inputNames) {
      const feed = step.feeds[name] ?? (results[0] && results[0][name] ? { from: [0, name] } : undefined);
      if (!feed) throw new Error(`nothing is fed to ${name}`);
      feeds[name] = feed.from ? results[feed.from[0]][feed.from[1]] : tensor(feed);
    }
    results.push(await sessions[step.model].run(feeds));
  }
  for (const name in sessions) await sessions[name].release();
  return results.map((outputs) => Object.fromEntries(Object.entries(outputs).map(([name, value]) =>
    [name, { dims: value.dims, data: Array.from(value.data, (x) => Number.isFinite(x) ? x : String(x)) }])));
}

(async () => {
  const folder = process.argv[2];
  for (const file of fs.readdirSync(folder).filter((name) => name.endsWith('.job.json'))) {
    let result;
    try {
      result = { runs: await run(folder, JSON.parse(fs.readFileSync(path.join(folder, file)))) };
    } catch (error) {
      result = { error: String(error) };
    }
    fs.writeFileSync(path.join(folder, file.replace('.job.json', '.result.json')), JSON.stringify(result));
  }
})();
