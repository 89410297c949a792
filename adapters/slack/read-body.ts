import type { IncomingMessage } from 'node:http';
import { createGrowingBytes } from '../../src/growing-bytes.ts';
import type { HeldBytes, Holder } from './held-bytes.ts';

/** What became of the body of a request. */
export type ReadBody =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'too large' }
  /** It had to give way to others, or its sender left. */
  | { readonly kind: 'gone' };

/**
 * @param most bytes
 * @param held is told of the room that the body takes, until it is here
 */
export async function readBody(request: IncomingMessage, most: number, held: HeldBytes): Promise<ReadBody> {
  if (Number(request.headers['content-length'] ?? 0) > most) return { kind: 'too large' };
  const holder: Holder = { giveWay: () => request.destroy() };
  const body = createGrowingBytes(most);
  held.set(holder, body.room());
  try {
    for await (const piece of request.iterator({ destroyOnReturn: false })) {
      if (!body.add(piece)) return { kind: 'too large' };
      held.set(holder, body.room());
    }
    return request.complete ? { kind: 'whole', bytes: body.bytes() } : { kind: 'gone' };
  } catch {
    // All that a body throws while it is read is that it ends too early.
    return { kind: 'gone' };
  } finally {
    held.release(holder);
  }
}
