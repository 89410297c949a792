import { createHash } from 'node:crypto';
import { z } from 'zod';
import { causeText } from '../disk.ts';
import type { StateDatabase } from './database.ts';

/** A button is good for this long, where its text did not fit into it. */
const KEPT_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** What cannot be written is remembered, up to this many texts. */
const UNWRITTEN_TEXTS = 1_000;

const rowSchema = z.object({ text: z.string() });

/** Texts kept under a short hash of themselves: keeping one twice is harmless. */
export interface KeptText {
  /**
   * Where the disk is full or read-only the text is kept until this process ends: an answer matters more than its
   * buttons after a restart.
   * @returns the hash, 22 characters of base64url
   */
  keep(text: string): string;
  /** @returns the text, or null where it was never kept or longer ago than 30 days */
  find(hash: string): string | null;
}

/**
 * @param now milliseconds since 1970
 * @param onProblem told why a text could not be written
 */
export function openKeptText(
  database: StateDatabase,
  now: () => number = Date.now,
  onProblem: (why: string) => void = () => {},
): KeptText {
  const write = database.prepare(
    'INSERT INTO kept_text (hash, text, kept_at) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET kept_at = excluded.kept_at',
  );
  const forget = database.prepare('DELETE FROM kept_text WHERE kept_at < ?');
  const read = database.prepare('SELECT text FROM kept_text WHERE hash = ? AND kept_at >= ?');
  const oldest = (): number => now() - KEPT_DAYS * DAY_MS;
  const unwritten = new Map<string, string>();
  const remember = (hash: string, text: string): void => {
    unwritten.set(hash, text);
    const [eldest] = unwritten.keys();
    if (unwritten.size > UNWRITTEN_TEXTS && eldest !== undefined) unwritten.delete(eldest);
  };
  return {
    keep: text => {
      const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
      try {
        write.run(hash, text, now());
        forget.run(oldest());
      } catch (error) {
        onProblem(
          `a button is not kept for after a restart: state.sqlite cannot be used: ${causeText(error)}`,
        );
        remember(hash, text);
      }
      return hash;
    },
    find: hash => {
      const row = rowSchema.safeParse(read.get(hash, oldest()));
      return row.success ? row.data.text : (unwritten.get(hash) ?? null);
    },
  };
}
