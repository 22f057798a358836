// One of the threads: counts, and says how often it went round its loop.
import { parentPort, workerData } from "node:worker_threads";

const { module, memory, name } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
parentPort.postMessage(exports[name](0));
