/**
 * The short form that people write: "ICLR.cc/2019/Conference" is "ICLR 2019", a workshop keeps its
 * kind ("ICLR 2018 Workshop"). A venue that has not OpenReview's form is its own short form.
 */
export function shortVenue(venue: string): string {
  const parts = /^([^/.]+)(?:\.[^/]+)?\/(\d{4})\/(.+)$/u.exec(venue);
  if (parts === null) return venue;
  const [, organiser = '', year = '', kind = ''] = parts;
  const name = `${organiser} ${year}`;
  return /^conference$/iu.test(kind) ? name : `${name} ${kind.replaceAll(/[/_]+/gu, ' ')}`;
}

/** @returns the first four-digit year in the venue's name, or null where it names none */
export function venueYear(venue: string): number | null {
  const year = /(?<!\d)(?:19|20)\d{2}(?!\d)/u.exec(venue);
  return year === null ? null : Number(year[0]);
}

/**
 * @param venues full names
 * @param typed what somebody calls a venue: its full or its short name, or some words of them, one after the other
 * @returns the full names that it means; those that are called just so, where there are any
 */
export function chooseVenues(venues: readonly string[], typed: string): string[] {
  const wanted = wordsIn(typed);
  const names = venues.map(venue => ({ venue, forms: [wordsIn(venue), wordsIn(shortVenue(venue))] }));
  const same = names.filter(({ forms }) => forms.includes(wanted));
  const chosen =
    same.length > 0 ? same : names.filter(({ forms }) => forms.some(form => form.includes(wanted)));
  return wanted === '' ? [] : chosen.map(({ venue }) => venue);
}

/** @returns the words in lower case, with a space before and after each */
function wordsIn(name: string): string {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? '' : ` ${words.join(' ')} `;
}
