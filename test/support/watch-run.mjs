// Waits for the end of a run of the tests, however it comes, and then deletes the run's copy of the engine and
// ends what runs it or was told to: processes that outlive the one that started them, where a test fails or is
// killed. It is no TypeScript so that it is there at once, and takes little memory.
import { readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';

const [folder = ''] = process.argv.slice(2);

// Ctrl-C reaches every process of the terminal; this one ends after the others.
process.on('SIGINT', () => {});
process.stdin.resume();
// The other end is held by the run, and closed by the kernel where that is killed.
process.stdin.on('close', async () => {
  // First, so that nothing starts another one.
  rmSync(folder, { recursive: true, force: true });
  for (let left = leftovers(); left.length > 0; left = leftovers()) {
    for (const pid of left) attempt(() => process.kill(pid, 'SIGKILL'));
    await new Promise(resolve => setTimeout(resolve, 50));
  }
});

/** @returns the ids of those processes; none where the kernel does not list them in /proc */
function leftovers() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter(name => /^\d+$/u.test(name))
    .map(Number)
    .filter(pid => runsEngine(pid) || wasToldOfEngine(pid));
}

function runsEngine(pid) {
  return attempt(() => readlinkSync(`/proc/${pid}/exe`)).startsWith(`${folder}/`);
}

function wasToldOfEngine(pid) {
  return attempt(() => readFileSync(`/proc/${pid}/environ`, 'utf8')).includes(`MEILI_BIN=${folder}/`);
}

/** @returns what it gives; nothing where the process has ended meanwhile, or is another user's */
function attempt(look) {
  try {
    return look();
  } catch {
    return '';
  }
}
