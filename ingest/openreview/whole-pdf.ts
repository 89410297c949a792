import { hasPdfHeader } from '../pdf/header.ts';

/** Readers look for the mark of the end within so many last bytes. */
const SEARCHED_BYTES = 1_024;

/**
 * @param announced how long the server said that it is; null where it did not say
 * @returns why these are not the bytes of a whole PDF, or null where they are
 */
export function lackOf(bytes: Uint8Array, announced: number | null): string | null {
  if (!hasPdfHeader(bytes)) return 'what came is no PDF';
  if (announced !== null) return announced === bytes.length ? null : 'the PDF came cut short';
  return new TextDecoder('latin1').decode(bytes.subarray(-SEARCHED_BYTES)).includes('%%EOF')
    ? null
    : 'the PDF came cut short';
}
