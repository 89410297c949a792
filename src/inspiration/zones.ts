import { rawTimeZones } from '@vvo/tzdb';
import distance from 'damerau-levenshtein';

/** What somebody may mean by the name of a zone, a city or a country. */
export type FoundZone =
  | { readonly kind: 'zone'; readonly zone: string }
  /** The closest zones, the closest first; at least one. */
  | { readonly kind: 'unknown'; readonly nearest: readonly string[] };

const MOST_NEAREST = 3;
/** No country that many people live in has more. */
const MOST_OF_GROUP = 8;

/** Others with no place in their name, such as EST, are no zones to people: their clocks never change. */
const PLAIN_ZONES = ['UTC', 'GMT'];

interface Names {
  /** Every zone by its name, as it is compared. */
  readonly zones: ReadonlyMap<string, string>;
  /** Cities, and countries with one zone. */
  readonly places: ReadonlyMap<string, string>;
  /** Countries with several zones, and abbreviations such as PST, which may be several: the zones with most large cities first. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
}

/**
 * @param text a zone ("Europe/Berlin"), a city ("new york") or a country that has one zone ("Japan"), in any case
 */
export function findZone(text: string): FoundZone {
  const names = readNames();
  const name = comparable(text);
  const zone = names.zones.get(name) ?? names.places.get(name);
  if (zone !== undefined) return { kind: 'zone', zone };
  return {
    kind: 'unknown',
    nearest: names.groups.get(name)?.slice(0, MOST_OF_GROUP) ?? nearest(name, names),
  };
}

/** @returns whether this is the name of a zone itself, and of nothing else */
export function isZoneName(text: string): boolean {
  return readNames().zones.has(comparable(text));
}

function nearest(name: string, { zones, places }: Names): string[] {
  const ranked = [...zones, ...places]
    .map(([known, zone]) => ({ zone, steps: distance(name, known).steps }))
    .sort((a, b) => a.steps - b.steps);
  return [...new Set(ranked.map(({ zone }) => zone))].slice(0, MOST_NEAREST);
}

function comparable(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, ' ')
    .trim();
}

function readNames(): Names {
  const known = Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/'));
  const zones = new Map([...known, ...PLAIN_ZONES].map(zone => [comparable(zone), zone]));
  const places = new Map<string, string>();
  const groups = new Map<string, string[]>();
  const byCities = rawTimeZones.toSorted((a, b) => b.mainCities.length - a.mainCities.length);
  for (const { name, group, mainCities, countryName, abbreviation } of byCities) {
    // Names change: what the database calls Asia/Kolkata may still be Asia/Calcutta to Intl, and works as both.
    for (const zone of [name, ...group])
      if (!zones.has(comparable(zone)) && isUsable(zone)) zones.set(comparable(zone), zone);
    for (const place of [...[name, ...group].flatMap(cityOf), ...mainCities.map(comparable)])
      if (!places.has(place)) places.set(place, name);
    for (const word of [comparable(countryName), comparable(abbreviation)])
      groups.set(word, [...(groups.get(word) ?? []), name]);
  }
  for (const [word, [zone, ...others]] of groups)
    if (zone !== undefined && others.length === 0 && !isAbbreviation(word)) places.set(word, zone);
  return { zones, places, groups };
}

function cityOf(zone: string): string[] {
  const [, city] = /\/([^/]+)$/u.exec(zone) ?? [];
  return city === undefined ? [] : [comparable(city)];
}

function isAbbreviation(word: string): boolean {
  return word.length <= 4 && rawTimeZones.some(({ abbreviation }) => comparable(abbreviation) === word);
}

function isUsable(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone.includes('/');
  } catch {
    return false;
  }
}
