/** Bytes that come in pieces, in one buffer: what comes byte by byte would else take a hundred times its length. */
export interface GrowingBytes {
  /** @returns false, and takes nothing, where it would be too much */
  add(piece: Uint8Array): boolean;
  /** How much memory they take. */
  room(): number;
  bytes(): Buffer<ArrayBuffer>;
}

const FIRST_ROOM = 16 * 1_024;

/** @param most bytes that it takes */
export function createGrowingBytes(most: number): GrowingBytes {
  let room = Buffer.allocUnsafeSlow(Math.min(most, FIRST_ROOM));
  let length = 0;
  return {
    add: piece => {
      const end = length + piece.length;
      if (end > most) return false;
      if (end > room.length) {
        const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(end, 2 * room.length)));
        room.copy(larger, 0, 0, length);
        room = larger;
      }
      room.set(piece, length);
      length = end;
      return true;
    },
    room: () => room.length,
    bytes: () => room.subarray(0, length),
  };
}
