import { messageOf } from '../../src/errors.ts';

/** A request, without the account. */
export interface Exchange {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What an answer holds: JSON, a page for people, or a file. */
export type Content =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'page' }
  | { readonly kind: 'file'; readonly bytes: Uint8Array };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly content: Content;
}

/** The server, or the way to it, is down for now: the same request may succeed a little later. */
export class DownError extends Error {
  override readonly name = 'DownError';
}

/**
 * Makes one request and reads its answer to the end.
 * @throws DownError where there is no whole answer; the signal's reason once it is aborted
 */
export async function exchange(
  { url, ...init }: Exchange,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch(url, {
      ...init,
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const { status, headers } = response;
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (status >= 500) throw new DownError(`status ${status}`);
    return { status, headers, content: contentOf(headers.get('content-type') ?? '', bytes) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DownError) throw error;
    throw new DownError(reasonOf(error), { cause: error });
  }
}

function contentOf(mediaType: string, bytes: Uint8Array): Content {
  if (/^text\/html\b/iu.test(mediaType)) return { kind: 'page' };
  if (!/\bjson\b/iu.test(mediaType)) return { kind: 'file', bytes };
  try {
    return { kind: 'json', value: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch (error) {
    throw new DownError('the answer is no whole JSON', { cause: error });
  }
}

/** What fetch says is "fetch failed"; what happened stands in the cause. */
function reasonOf(error: unknown): string {
  return error instanceof Error && error.cause instanceof Error ? messageOf(error.cause) : messageOf(error);
}
