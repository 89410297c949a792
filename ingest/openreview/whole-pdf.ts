/** Readers look for the mark within so many bytes of either end of a file. */
const EDGE = 1_024;

/**
 * @param announced how long the server said that it is; null where it did not say
 * @returns why these are not the bytes of a whole PDF, or null where they are
 */
export function lackOf(bytes: Uint8Array, announced: number | null): string | null {
  if (!text(bytes.subarray(0, EDGE)).includes('%PDF-')) return 'what came is no PDF';
  if (announced !== null) return announced === bytes.length ? null : 'the PDF came cut short';
  return text(bytes.subarray(-EDGE)).includes('%%EOF') ? null : 'the PDF came cut short';
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}
