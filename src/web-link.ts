import { INVISIBLE } from './bot/visible.ts';
import { parseUrl } from './parse-url.ts';

/** Longer than any address that a paper really has; platforms take less. */
const LONGEST = 2_000;

/** In full, with nothing before the host that could be taken for it: the letters of a URL alone tell where it leads. */
const FULL = /^https?:\/\/[^/?#@]+(?:[/?#]|$)/iu;

/** What a browser takes for a name or an address; a host of other characters is none. */
const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\])$/u;

/** What ends an address in some chat, terminal or page, and means the same encoded. */
const UNSAFE = /[|<>"`\\^{}]/gu;

/**
 * Says what may be a link, for every platform and every source: an address of the web, whose host stands right after
 * `https://`. A user or password before the host is refused, because it can be made to look like a host; so is what a
 * browser would read in another way than a person does: controls, marks that turn the reading direction, backslashes.
 * @returns the address in its normal form, the letters of other scripts in a host as `xn--…`; null where it is no link
 */
export function webLink(text: string): string | null {
  const given = text.trim();
  if (given.length > LONGEST || given.search(INVISIBLE) !== -1 || given.includes('\\')) return null;
  const url = FULL.test(given) ? parseUrl(given) : null;
  if (url === null) return null;
  const { username, password, hostname, href } = url;
  if (`${username}${password}` !== '' || !HOST.test(hostname)) return null;
  const address = href.replaceAll(UNSAFE, encodeURIComponent);
  return address.length <= LONGEST ? address : null;
}

/** @returns the same of an address that may be missing */
export function webLinkOrNull(text: string | null | undefined): string | null {
  return text === null || text === undefined ? null : webLink(text);
}
