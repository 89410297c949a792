import type { IncomingMessage } from 'node:http';
import type { HeldBytes, Holder } from './held-bytes.ts';

/** What became of the body of a request. */
export type ReadBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too large' }
  /** It had to give way to others, or its sender left. */
  | { readonly kind: 'gone' };

const FIRST_ROOM = 16 * 1_024;

/**
 * Reads a body into one buffer that grows. Its pieces are not kept: a megabyte that comes byte by byte is a million of
 * them, which take a hundred times their length.
 * @param most bytes
 * @param held is told of the room that the body takes, until it is here
 */
export async function readBody(request: IncomingMessage, most: number, held: HeldBytes): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > most) return { kind: 'too large' };
  const holder: Holder = { giveWay: () => request.destroy() };
  let room = Buffer.allocUnsafeSlow(FIRST_ROOM);
  let length = 0;
  held.set(holder, room.length);
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      const end = length + piece.length;
      if (end > most) return { kind: 'too large' };
      if (end > room.length) {
        const larger = Buffer.allocUnsafeSlow(Math.min(most, Math.max(end, 2 * room.length)));
        room.copy(larger, 0, 0, length);
        room = larger;
        held.set(holder, room.length);
      }
      piece.copy(room, length);
      length = end;
    }
    return request.destroyed && !request.complete
      ? { kind: 'gone' }
      : { kind: 'whole', bytes: room.subarray(0, length) };
  } catch {
    // All that a body throws while it is read is that it ends too early.
    return { kind: 'gone' };
  } finally {
    held.release(holder);
  }
}
