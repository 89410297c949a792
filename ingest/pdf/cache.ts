import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import { ConfigError, messageOf } from '../../src/errors.ts';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../../src/private.ts';
import { pdfTextSchema } from './messages.ts';
import { PDF_ENGINES, REFUSALS } from './reader.ts';

/**
 * Counts up with every change of what the same bytes give: in a reader, in what hands a file to the other
 * engine, in a limit, in the version of pdf-parse or PDFium. Older texts are then read again.
 */
const EXTRACTOR_VERSION = 1;

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), engine: z.enum(PDF_ENGINES), text: pdfTextSchema }),
  z.object({ kind: z.literal('refused'), refusal: z.enum(REFUSALS), detail: z.string() }),
]);
export type CacheEntry = Readonly<z.infer<typeof entrySchema>>;

/** What readers made of files, by the sha256 of their bytes: one small file each. */
export interface TextCache {
  /** @returns null where there is none, or none that is whole */
  get(sha256: string): Promise<CacheEntry | null>;
  /** @throws ConfigError where DATA_DIR cannot be written */
  set(sha256: string, entry: CacheEntry): Promise<void>;
}

const zip = promisify(gzip);
const unzip = promisify(gunzip);

// Takes half the time of the usual level and an eighth more of the disk.
const FAST = { level: constants.Z_BEST_SPEED };

/**
 * Keeps texts in DATA_DIR/texts.
 * @param flavour what else the texts depend on, such as the engine that was asked first
 */
export function openCache(dataDir: string, flavour: string): TextCache {
  const pathOf = (sha256: string): string =>
    join(dataDir, 'texts', `${flavour}-${EXTRACTOR_VERSION}`, sha256.slice(0, 2), `${sha256}.json.gz`);
  return {
    get: async sha256 => {
      try {
        const json = await unzip(await readFile(pathOf(sha256)));
        return entrySchema.parse(JSON.parse(json.toString('utf8')));
      } catch {
        // Whatever is wrong with it, reading the PDF mends it.
        return null;
      }
    },
    set: async (sha256, entry) => {
      try {
        await writeWhole(pathOf(sha256), await zip(JSON.stringify(entry), FAST));
      } catch (error) {
        throw new ConfigError(`DATA_DIR=${dataDir} cannot be written: ${messageOf(error)}`, { cause: error });
      }
    },
  };
}

/** Leaves no half of a file, however it ends. */
async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  try {
    await writeFile(part, content, { mode: PRIVATE_FILE });
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}
