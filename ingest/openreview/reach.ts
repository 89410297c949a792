import { Agent, fetch as fetchThrough } from 'undici';
import { parseUrl } from '../../src/parse-url.ts';
import { isPublicHost, PrivateAddressError, publicLookup } from './public-address.ts';

/** A request, without the account. */
export interface Exchange {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The origins that were configured: they may be anywhere, and speak http. */
  readonly trusted: ReadonlySet<string>;
}

/** What is needed of a response: Node's own and undici's are two kinds. */
export interface Reached {
  readonly kind: 'reached';
  readonly status: number;
  readonly headers: Headers;
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** Nothing was asked there. */
export interface LedAway {
  readonly kind: 'led away';
  readonly status: number;
  /** Where, and why not there: what follows "leads". */
  readonly to: string;
}

const MOST_REDIRECTS = 4;

/**
 * Makes a request and goes where it is led: a few times, over https, to public addresses. The token stays behind when
 * the origin changes, and what is posted, which may be a password, is posted nowhere else.
 * @param use is given the response while its connection is open
 */
export async function reach<Result>(
  { url, method, headers, body, trusted }: Exchange,
  signal: AbortSignal,
  use: (response: Reached | LedAway) => Promise<Result>,
): Promise<Result> {
  // Its connections are for this request alone.
  const outside = new Agent({ connect: { lookup: publicLookup() } });
  try {
    let [at, sent] = [url, headers];
    for (let redirects = 0; ; redirects += 1) {
      const init = {
        method,
        headers: { ...sent },
        signal,
        redirect: 'manual' as const,
        ...(body === undefined ? {} : { body }),
      };
      const response = trusted.has(at.origin)
        ? await fetch(at, init)
        : await fetchThrough(at, { ...init, dispatcher: outside });
      const { status } = response;
      const location = response.headers.get('location');
      const { body: content } = response;
      if (!REDIRECTS.includes(status) || location === null) {
        try {
          return await use({
            kind: 'reached',
            status,
            headers: new Headers([...response.headers]),
            body: content,
          });
        } finally {
          // What was not read to the end would hold the connection.
          await content?.cancel().catch(() => {});
        }
      }
      await content?.cancel();
      const next = parseUrl(location, at.href);
      const whyNot = redirects === MOST_REDIRECTS ? 'round in circles' : whyNotTo(next, method, trusted);
      if (next === null || whyNot !== null)
        return await use({ kind: 'led away', status, to: whyNot ?? 'nowhere' });
      if (next.origin !== at.origin) sent = withoutAccount(sent);
      at = next;
    }
  } catch (error) {
    const refused = privateAddressIn(error);
    if (refused !== null) return await use({ kind: 'led away', status: 302, to: `to ${refused.message}` });
    throw error;
  } finally {
    await outside.destroy();
  }
}

const REDIRECTS = [301, 302, 303, 307, 308];

/** @returns what is wrong with going there, after "leads"; null where nothing is */
function whyNotTo(url: URL | null, method: Exchange['method'], trusted: Exchange['trusted']): string | null {
  if (url === null) return 'nowhere';
  if (method !== 'GET') return `elsewhere, to ${url.hostname}`;
  if (`${url.username}${url.password}` !== '') return `to ${url.hostname}, with a password`;
  if (trusted.has(url.origin)) return null;
  if (url.protocol !== 'https:') return `to ${url.hostname || url.protocol}, without https`;
  return isPublicHost(url.hostname) ? null : `to ${url.hostname}, which is no public address`;
}

function withoutAccount(headers: Exchange['headers']): Exchange['headers'] {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'),
  );
}

function privateAddressIn(error: unknown): PrivateAddressError | null {
  if (error instanceof PrivateAddressError) return error;
  return error instanceof Error && error.cause !== undefined ? privateAddressIn(error.cause) : null;
}
