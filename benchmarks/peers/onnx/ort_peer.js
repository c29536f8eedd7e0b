// ONNX Runtime on one workload: values first, then times.
//
//     node ort_peer.js FOLDER OUT SECONDS THREADS
//
// FOLDER holds index.json and the tensors that RnnGen wrote, OUT the models of make_models.py. Writes forward.bin and
// stream.bin there and prints one JSON line a time, in seconds.
const fs = require('fs');
const path = require('path');
const ort = require('onnxruntime-node');

const [folder, out, secondsText, threadsText] = process.argv.slice(2);
const seconds = Number(secondsText);
const index = JSON.parse(fs.readFileSync(path.join(folder, 'index.json'), 'utf8'));
const options = {
  intraOpNumThreads: Number(threadsText),
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
};

function read(name, Type) {
  const bytes = fs.readFileSync(path.join(folder, name + '.bin'));
  return new Type(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

function write(name, values) {
  fs.writeFileSync(path.join(out, name + '.bin'), Buffer.from(values.buffer, values.byteOffset, values.byteLength));
}

// [first, second, width] to [second, first, width].
function swap(values, first, second) {
  const width = values.length / (first * second);
  const swapped = new values.constructor(values.length);
  for (let i = 0; i < first; i++) {
    for (let j = 0; j < second; j++) {
      swapped.set(values.subarray((i * second + j) * width, (i * second + j + 1) * width), (j * first + i) * width);
    }
  }
  return swapped;
}

function now() {
  return Number(process.hrtime.bigint()) * 1e-9;
}

async function measure(what, run, variant) {
  const least = seconds >= 0.1 ? 3 : 1;
  let start = now();
  do await run(); while (now() - start < 0.2 * seconds);
  const times = [];
  start = now();
  while (times.length < least || now() - start < seconds) {
    const begin = now();
    await run();
    times.push(now() - begin);
  }
  times.sort((a, b) => a - b);
  console.log(JSON.stringify({
    what, variant, best: times[0], median: times[times.length >> 1], count: times.length,
  }));
}

async function forward() {
  const session = await ort.InferenceSession.create(path.join(out, 'model.onnx'), options);
  const x = index.vocabulary
    ? new ort.Tensor('int32', swap(read('tokens', Int32Array), index.rows, index.steps), [index.steps, index.rows])
    : new ort.Tensor(
      'float32', swap(read('x', Float32Array), index.rows, index.steps), [index.steps, index.rows, index.inputs]);
  const y = (await session.run({ x }))[session.outputNames[0]];
  const perStep = index.head === 'none' || index.head === 'each';
  write('forward', perStep ? swap(y.data, index.steps, index.rows) : y.data);
  await measure('forward', () => session.run({ x }), '');
}

// One call of the session a step: what a program does whose next input depends on the world.
async function stream() {
  const session = await ort.InferenceSession.create(path.join(out, 'step.onnx'), options);
  const x = read('x', Float32Array);
  const outputs = new Float32Array(index.steps * index.units);
  const zero = () => new ort.Tensor('float32', new Float32Array(index.units), [1, 1, index.units]);
  let [h, c] = [zero(), zero()];
  const step = async (t) => {
    const input = new ort.Tensor('float32', x.subarray(t * index.inputs, (t + 1) * index.inputs), [1, 1, index.inputs]);
    const results = await session.run({ x: input, h, c });
    [h, c] = session.outputNames.map((name) => results[name]);
  };
  for (let t = 0; t < index.steps; t++) {
    await step(t);
    outputs.set(h.data, t * index.units);
  }
  write('stream', outputs);
  let t = 0;
  await measure('stream', () => step(t++ % index.steps), 'a session call a step');
}

(async () => {
  console.log(JSON.stringify({ version: 'ONNX Runtime ' + ort.env.versions.node }));
  if (index.forward) await forward();
  if (index.stream) await stream();
})().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
