import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { type Head, headSchema, type Pages, pagesSchema } from './text-paper.ts';

const rowSchema = z.object({ packed: z.instanceof(Uint8Array) }).optional();

/** Most papers' pages, in bytes: they are inflated in one go. */
const USUAL_SIZE = 64 * 1024;
const BEYOND_LATIN1 = /[^\0-\xff]/gu;

export function packHead(head: Head): Uint8Array {
  return pack(head);
}

export function packPages(pages: Pages): Uint8Array {
  return pack(pages);
}

/**
 * In Latin-1, with what is beyond it in JSON's own escapes: read three times as fast as UTF-8, of which Node makes
 * a string of twice the size where a paper holds a single formula.
 */
function pack(value: Head | Pages): Uint8Array {
  const json = JSON.stringify(value).replaceAll(BEYOND_LATIN1, escaped);
  return deflateRawSync(Buffer.from(json, 'latin1'));
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** @param row one with the column `packed` */
export function unpackHead(row: unknown): Head {
  return headSchema.parse(unpack(row));
}

/** @param row one with the column `packed` */
export function unpackPages(row: unknown): Pages {
  return pagesSchema.parse(unpack(row));
}

function unpack(row: unknown): unknown {
  const packed = rowSchema.parse(row)?.packed;
  if (packed === undefined)
    throw new EngineError(
      'texts.sqlite lacks a part of a paper: npm run check-index -- --mend makes it again',
    );
  return JSON.parse(inflateRawSync(packed, { chunkSize: USUAL_SIZE }).toString('latin1'));
}
