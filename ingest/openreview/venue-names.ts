import { SourceError } from '../../src/errors.ts';
import { parseUrl } from '../../src/parse-url.ts';

/** A venue as it was typed. */
export interface VenueName {
  /** Short, such as "ICLR 2019", or the id that was given. */
  readonly name: string;
  /** The ids that it may have, the likeliest first. */
  readonly ids: readonly string[];
  /** One of a range of years: where OpenReview does not have it, the others are wanted all the same. */
  readonly isOfRange: boolean;
}

const EXAMPLES = 'ICLR 2019, ICLR 2018..2026, or a full id such as ICLR.cc/2019/Conference';

/** OpenReview names these years' conferences with a small letter. */
const SMALL_LETTER = new Set([2013, 2014, 2017]);
const FIRST_YEAR = 2013;
const MOST_YEARS = 50;

/**
 * @param words the arguments of a command line, each one word or several
 * @returns the venues that they name, each once
 * @throws SourceError where a word names none
 */
export function parseVenues(words: readonly string[]): VenueName[] {
  const tokens = words
    .join(' ')
    .trim()
    .split(/[\s,]+/u);
  const venues = new Map<string, VenueName>();
  const add = (venue: VenueName): void => {
    if (!venues.has(venue.name)) venues.set(venue.name, venue);
  };
  let follows = false;
  let named = 0;
  for (const token of tokens) {
    const id = idOf(token);
    if (/^iclr$/iu.test(token)) {
      if (follows && named === 0) throw notUnderstood(token);
      [follows, named] = [true, 0];
    } else if (id !== null) {
      add({ name: id, ids: [id], isOfRange: false });
    } else {
      const years = yearsOf(token, follows);
      for (const year of years) add({ ...iclr(year), isOfRange: years.length > 1 });
      named += 1;
    }
  }
  if (venues.size === 0 || (follows && named === 0)) throw notUnderstood(words.join(' '));
  return [...venues.values()];
}

function idOf(token: string): string | null {
  const url = /^https?:\/\/(?:www\.)?openreview\.net\/group\?/iu.test(token) ? parseUrl(token) : null;
  const id = url === null ? token : url.searchParams.get('id');
  return id !== null && /^[\w.-]+(?:\/[\w.-]+)+$/u.test(id) ? id : null;
}

/** @param follows whether "ICLR" stood before; else it has to be part of the token, as in ICLR2019 */
function yearsOf(token: string, follows: boolean): number[] {
  const parts = /^(iclr[-_]?)?(\d{4})(?:(?:\.{2,3}|-|–)(\d{4}))?$/iu.exec(token);
  if (parts === null) throw notUnderstood(token);
  const [, series, from = '', to = from] = parts;
  const count = Number(to) - Number(from) + 1;
  if (!(follows || series) || Number(from) < FIRST_YEAR || count < 1 || count > MOST_YEARS)
    throw notUnderstood(token);
  return Array.from({ length: count }, (_, index) => Number(from) + index);
}

function iclr(year: number): Pick<VenueName, 'name' | 'ids'> {
  const ids = [`ICLR.cc/${year}/Conference`, `ICLR.cc/${year}/conference`];
  return { name: `ICLR ${year}`, ids: SMALL_LETTER.has(year) ? ids.toReversed() : ids };
}

function notUnderstood(text: string): SourceError {
  return new SourceError(`"${text}" names no venue. Examples: ${EXAMPLES}.`);
}
