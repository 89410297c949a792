// Watches its own process from a thread of its own, because an engine that is busy with a hostile file
// lets no timer of its thread fire, and ends the process where it holds too much memory or its parent is
// gone. It is no TypeScript because Node 20 gives threads no loader for it.
import { parentPort, workerData } from 'node:worker_threads';

const LOOK_EVERY_MS = 25;

const { parent, memoryBytes } = workerData;

setInterval(() => {
  if (process.ppid !== parent || process.memoryUsage.rss() > memoryBytes)
    process.kill(process.pid, 'SIGKILL');
}, LOOK_EVERY_MS);

parentPort?.postMessage('watching');
