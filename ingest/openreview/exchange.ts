import { messageOf } from '../../src/errors.ts';
import { createGrowingBytes } from '../../src/growing-bytes.ts';
import { LIMITS } from '../pdf/limits.ts';
import { type Exchange, type Reached, reach } from './reach.ts';

/** What an answer holds: JSON, a page for people, or a file; or why it was not read. */
export type Content =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'page' }
  | { readonly kind: 'file'; readonly bytes: Uint8Array }
  /** Beyond what is read of any answer. */
  | { readonly kind: 'too large'; readonly most: number }
  /** The request was sent on to where none is made. */
  | { readonly kind: 'led away'; readonly to: string };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly content: Content;
}

/** How many bytes are read, once they are no longer compressed. */
export interface ReadMost {
  readonly json: number;
  readonly file: number;
}

/** A thousand notes with long abstracts are some megabytes; a larger PDF would not be read by any reader. */
const READ_MOST: ReadMost = { json: 64 * 2 ** 20, file: LIMITS.fileBytes };

/** The server, or the way to it, is down for now: the same request may succeed a little later. */
export class DownError extends Error {
  override readonly name = 'DownError';
}

/**
 * Makes one request and reads its answer to the end, or as far as it may go.
 * @throws DownError where there is no whole answer; the signal's reason once it is aborted
 */
export async function exchange(
  request: Exchange,
  timeoutMs: number,
  signal: AbortSignal,
  most: ReadMost = READ_MOST,
): Promise<Answer> {
  try {
    return await reach(request, AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]), async response => {
      const { status } = response;
      if (response.kind === 'led away')
        return { status, headers: new Headers(), content: { kind: 'led away', to: response.to } };
      if (status >= 500) throw new DownError(`status ${status}`);
      return { status, headers: response.headers, content: await contentOf(response, most) };
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DownError) throw error;
    throw new DownError(reasonOf(error), { cause: error });
  }
}

async function contentOf(response: Reached, most: ReadMost): Promise<Content> {
  const mediaType = response.headers.get('content-type') ?? '';
  if (/^text\/html\b/iu.test(mediaType)) return { kind: 'page' };
  const isJson = /\bjson\b/iu.test(mediaType);
  const limit = isJson ? most.json : most.file;
  const bytes = await bytesOf(response, limit);
  if (bytes === null) return { kind: 'too large', most: limit };
  if (!isJson) return { kind: 'file', bytes };
  try {
    return { kind: 'json', value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch (error) {
    throw new DownError('the answer is no whole JSON', { cause: error });
  }
}

/** @returns null where it is more than may be read, as it says or as it comes */
async function bytesOf({ headers, body }: Reached, most: number): Promise<Uint8Array | null> {
  if (Number(headers.get('content-length') ?? 0) > most) return null;
  const read = createGrowingBytes(most);
  for await (const piece of body ?? []) if (!read.add(piece)) return null;
  return read.bytes();
}

/** What fetch says is "fetch failed"; what happened stands in the cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error);
}
