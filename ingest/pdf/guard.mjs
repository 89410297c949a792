// Watches its own process from a thread of its own, because an engine that is busy with a hostile file
// lets no timer of its thread fire, and ends the process where it holds too much memory, computes for too
// long, or its parent is gone. It is no TypeScript because Node 20 gives threads no loader for it.
import { parentPort, workerData } from 'node:worker_threads';

const LOOK_EVERY_MS = 25;

const { parent, memoryBytes, cpuMs } = workerData;

/** What the process had computed when it began the file in hand; null where it has none. */
let cpuBefore = null;

// Told by the other thread when it begins a file, and when it is done with it.
parentPort?.on('message', hasFile => {
  cpuBefore = hasFile ? cpuSoFar() : null;
});

setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > memoryBytes)
    process.kill(process.pid, 'SIGKILL');
  if (cpuBefore !== null && cpuSoFar() - cpuBefore > cpuMs) process.kill(process.pid, 'SIGVTALRM');
}, LOOK_EVERY_MS);

parentPort?.postMessage('watching');

/** @returns milliseconds of all threads */
function cpuSoFar() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
