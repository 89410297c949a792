import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export const TEXTS_FILE = 'texts.sqlite';
const MB = 1_000_000;

/** @returns how much room the text index and the engine's folder take; null where there is none */
export async function sizesOf(dataDir: string): Promise<{ textsMb: number | null; engineMb: number }> {
  const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
  let [texts, engine] = [0, 0];
  for (const file of files) {
    if (!file.isFile()) continue;
    const { size } = await stat(join(file.parentPath, file.name));
    // With the log of what is written and not yet in the file itself.
    if (file.name.startsWith(TEXTS_FILE)) texts += size;
    else engine += size;
  }
  return { textsMb: texts === 0 ? null : texts / MB, engineMb: engine / MB };
}
