import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { type Head, headSchema, type Pages, pagesSchema } from './text-paper.ts';

const rowSchema = z.object({ packed: z.instanceof(Uint8Array) }).optional();

/** Smaller by two of a hundred than the usual level, and read as fast. */
const LEVEL = 9;

export function packHead(head: Head): Uint8Array {
  return deflateRawSync(JSON.stringify(head), { level: LEVEL });
}

export function packPages(pages: Pages): Uint8Array {
  return deflateRawSync(JSON.stringify(pages), { level: LEVEL });
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
  return JSON.parse(inflateRawSync(packed).toString());
}
