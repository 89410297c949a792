import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../src/errors.ts';
import { openWithin } from '../real-files.ts';
import { faultOf } from './broken.ts';
import { openCache } from './cache.ts';
import type { Outcome } from './child.ts';
import { LIMITS, type Limits } from './limits.ts';
import { openPool } from './pool.ts';
import { PDF_ENGINES, type PdfEngine, type PdfText, type Refusal } from './reader.ts';

/** What a PDF gives: its text, and which engine read it, or why it gives none. */
export type Extraction =
  | { readonly kind: 'text'; readonly text: PdfText; readonly engine: PdfEngine; readonly sha256: string }
  | {
      readonly kind: 'refused';
      readonly refusal: Refusal;
      readonly detail: string;
      readonly sha256: string | null;
    };

/**
 * The texts of PDFs: from DATA_DIR/texts where the same bytes were read before by this version of the program,
 * else from processes of their own, which no file can bring down with more than itself.
 */
export interface PdfTexts {
  /**
   * May be called for many files at once: `atOnce` of them are read at a time, and the others wait.
   * @param root the real path of a folder: a file that is outside of it, once links are followed, is not read
   * @throws SourceError where no process can be started that reads; ConfigError where DATA_DIR cannot be
   * written; the signal's reason once it is aborted
   */
  of(path: string, root?: string | null): Promise<Extraction>;
  /** How many files are read at a time: more than these and a few in waiting need not be asked for. */
  readonly atOnce: number;
  /** How many processes were started so far: none where every text was known. */
  started(): number;
  close(): void;
}

export interface PdfTextsOptions {
  readonly dataDir: string;
  /** Reads every file; what it fails on, or reads badly, is handed to the other. */
  readonly engine: PdfEngine;
  readonly signal: AbortSignal;
  readonly atOnce?: number;
  readonly limits?: Limits;
  /** The module that opens readers. */
  readonly readers?: URL;
}

/** An engine keeps more than one core busy, and each process takes 200 MB and more. */
const MOST_AT_ONCE = 4;

const READERS = new URL('./readers.ts', import.meta.url);

export function openPdfTexts(options: PdfTextsOptions): PdfTexts {
  const { dataDir, engine, signal, limits = LIMITS, readers = READERS } = options;
  const atOnce = options.atOnce ?? Math.min(availableParallelism(), MOST_AT_ONCE);
  const cache = openCache(dataDir, engine);
  const pool = openPool({ size: atOnce, readers, limits, signal });
  const otherEngine = PDF_ENGINES.find(one => one !== engine) ?? engine;

  const read = async (path: string, sha256: string): Promise<Extraction> => {
    const first = await pool.read({ engine, path });
    if (first.kind === 'text' && isWhole(first.text)) return keep({ ...first, engine });
    const second = await pool.read({ engine: otherEngine, path });
    if (second.kind === 'text') {
      const isBetter = first.kind !== 'text' || isWhole(second.text);
      return keep(isBetter ? { ...second, engine: otherEngine } : { ...first, engine });
    }
    if (first.kind === 'text') return keep({ ...first, engine });
    const { refusal, detail } = likelier(first, second);
    const refused = { kind: 'refused', refusal, detail, sha256 } as const;
    // How a process ended depends on the machine, too: the next run may have more luck.
    return first.kind === 'refused' && second.kind === 'refused' ? keep(refused) : refused;
  };
  const keep = async <Known extends Extraction & { readonly sha256: string }>(
    known: Known,
  ): Promise<Known> => {
    await cache.set(known.sha256, known);
    return known;
  };

  return {
    of: async (path, root = null) => {
      let sha256: string;
      let real: string;
      try {
        const { file, ...where } = await openWithin(path, root);
        real = where.real;
        try {
          const { size } = await file.stat();
          if (size > limits.fileBytes) return tooLarge(size, limits.fileBytes);
          sha256 = await hashOf(file);
        } finally {
          await file.close();
        }
      } catch (error) {
        return { kind: 'refused', refusal: 'cannot be opened', detail: messageOf(error), sha256: null };
      }
      const known = await cache.get(sha256);
      return known === null ? read(real, sha256) : { ...known, sha256 };
    },
    atOnce,
    started: pool.started,
    close: pool.close,
  };
}

function isWhole(text: PdfText): boolean {
  return faultOf(text.pages) === null;
}

type Failure = Exclude<Outcome, { kind: 'text' }>;

/** @returns what says more of the file: that it could be opened, and yet gives nothing, says the most */
function likelier(first: Failure, second: Failure): Failure {
  const order: readonly Refusal[] = ['encrypted', 'no text: needs OCR', 'not a PDF'];
  return (
    [first, second].find(({ kind, refusal }) => kind === 'refused' && order.includes(refusal)) ??
    (first.kind === 'broke' ? first : second)
  );
}

function tooLarge(bytes: number, most: number): Extraction {
  const megabytes = (size: number): string => `${Math.ceil(size / 2 ** 20).toLocaleString('en')} MB`;
  return {
    kind: 'refused',
    refusal: 'too large',
    detail: `${megabytes(bytes)}, and ${megabytes(most)} is the limit`,
    sha256: null,
  };
}

async function hashOf(file: FileHandle): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(file.createReadStream({ autoClose: false }), hash);
  return hash.digest('hex');
}
