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
