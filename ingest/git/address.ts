import { basename } from 'node:path';
import { SourceError } from '../../src/errors.ts';

/** Where an archive is, as it was typed. */
export type Place =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'repository'; readonly url: string };

/** How archives are fetched: over a wire that nobody can write into, or from this machine. */
export const PROTOCOLS = ['https', 'ssh', 'file'] as const;

/**
 * @returns a folder, or what git is to clone
 * @throws SourceError where it is an address that is not fetched from
 */
export function placeOf(text: string): Place {
  // Of git's "helper::address" the helper is a program to run, or may be told to run one.
  const helper = /^([a-z][\w+.-]*)::/iu.exec(text)?.[1];
  if (helper !== undefined) throw refused(text, `${helper}::`);
  const [, scheme, rest] = /^([a-z][a-z\d+.-]*)(:\/\/.*)$/isu.exec(text) ?? [];
  if (scheme === undefined || rest === undefined)
    return /^[\w.][\w.-]*@[\w.][\w.-]*:/u.test(text)
      ? { kind: 'repository', url: text }
      : { kind: 'folder', path: text };
  // To git, the case of a protocol matters.
  const protocol = scheme.toLowerCase();
  if (!PROTOCOLS.some(one => one === protocol)) throw refused(text, `${protocol}://`);
  return { kind: 'repository', url: `${protocol}${rest}` };
}

function refused(text: string, how: string): SourceError {
  return new SourceError(
    `${shownUrl(text)} is not fetched: archives come over https://, ssh:// or file://, and not over ${how}. ` +
      'Where it is a folder, put ./ before it.',
  );
}

/**
 * @returns what the folder of a clone is called
 * @throws SourceError where the address names no repository
 */
export function cloneName(url: string): string {
  const name = basename(url)
    .replace(/\.git$/u, '')
    .replaceAll(/[^\w.-]/gu, '-');
  // Folders with a dot before them are this program's own, and "." and ".." are no folders of their own.
  if (name === '' || name.startsWith('.'))
    throw new SourceError(`${shownUrl(url)} does not end in the name of a repository.`);
  return name;
}

/** @returns whether both are addresses of one repository: logins, "/" and ".git" at the end make no other one of it */
export function isSameRepository(one: string, other: string): boolean {
  return plainUrl(one) === plainUrl(other);
}

function plainUrl(url: string): string {
  const bare = url.replace(/^https:\/\/[^/@]*@/iu, 'https://').replace(/\/+$/u, '');
  const [, start = '', rest = bare] = /^(\w+:\/\/[^/]*)(.*)$/su.exec(bare) ?? [];
  return `${start.toLowerCase()}${rest}`.replace(/(?:\/?\.git|\/+)$/u, '').replace(/\/+$/u, '');
}

/** @returns a text without the logins that addresses in it hold */
export function shownUrl(text: string): string {
  return text.replaceAll(/(\b[a-z][a-z\d+.-]*:\/\/)[^/\s]*@/giu, '$1');
}
