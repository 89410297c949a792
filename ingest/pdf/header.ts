/** Viewers look for the header this far into a file, since mail and web servers put lines before it. */
const SEARCHED_BYTES = 1_024;

/** @returns whether the bytes begin as a PDF does */
export function hasPdfHeader(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SEARCHED_BYTES)).includes(
    '%PDF-',
  );
}
