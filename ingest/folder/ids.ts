import { createHash } from 'node:crypto';
import type { Row } from './row.ts';

/** An id may have 511 characters in the search engine; this leaves room for the hash. */
const MOST_READABLE = 200;

/**
 * @param text the id that somebody gave a paper; ".pdf" at its end, as of a file's name, is left out
 * @returns an id of letters, digits, _ and -: the text itself where it is that, and else what can be kept
 * of it with a hash, so that no two texts share one
 */
export function idOfText(text: string): string {
  const name = text.replace(/\.pdf$/iu, '');
  if (/^[A-Za-z0-9_-]+$/u.test(name) && name.length <= MOST_READABLE) return name;
  const readable = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9_-]+/gu, '-')
    .slice(0, MOST_READABLE)
    .replaceAll(/^-+|-+$/gu, '');
  const hash = hashOf(text).slice(0, 8);
  return readable === '' ? hash : `${readable}-${hash}`;
}

/**
 * A path tells no papers apart: "1.pdf" is in every folder, and another folder may stand at the same place
 * tomorrow. Content does, wherever it was moved to and whatever it is called there.
 * @param sha256 of the PDF, in hexadecimal
 */
export function idOfContent(sha256: string): string {
  return `pdf-${sha256.slice(0, 16)}`;
}

/** @returns the id of a paper of which there is a row without an id, and no content */
export function idOfRow({ id, file, title, authors }: Row): string {
  return id === null ? `row-${hashOf(JSON.stringify([file, title, authors])).slice(0, 16)}` : idOfText(id);
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
