import { rawTimeZones } from '@vvo/tzdb';
import distance from 'damerau-levenshtein';

/** What somebody may mean by the name of a zone, a city or a country. */
export type FoundZone =
  | { readonly kind: 'zone'; readonly zone: string }
  /** One of these zones, or none of any that is known and these are spelt most like it; at least one, the likeliest first. */
  | { readonly kind: 'several' | 'unknown'; readonly nearest: readonly string[] };

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
  const zone = names.zones.get(name) ?? names.places.get(name) ?? ofIntl(text);
  if (zone !== null && isUsable(zone)) return { kind: 'zone', zone };
  const several = names.groups.get(name) ?? ofOffset(text);
  return several.length > 0
    ? { kind: 'several', nearest: several.slice(0, MOST_OF_GROUP) }
    : { kind: 'unknown', nearest: nearest(name, names) };
}

/** @returns whether this is the name of a zone itself, and of nothing else */
export function isZoneName(text: string): boolean {
  return readNames().zones.has(comparable(text));
}

function nearest(name: string, { zones, places }: Names): string[] {
  const ranked = [...zones, ...places]
    .map(([known, zone]) => ({ zone, steps: distance(name, known).steps }))
    .sort((a, b) => a.steps - b.steps);
  const closest: string[] = [];
  for (const { zone } of ranked) {
    if (closest.length === MOST_NEAREST) break;
    if (!closest.includes(zone) && isUsable(zone)) closest.push(zone);
  }
  return closest;
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
  for (const { name, group, mainCities, countryName, abbreviation } of byCities()) {
    // Names change: what the database calls Asia/Kolkata may still be Asia/Calcutta to Intl, and works as both.
    for (const zone of [name, ...group]) {
      if (!zones.has(comparable(zone)) && zone.includes('/')) zones.set(comparable(zone), zone);
    }
    for (const place of [...[name, ...group].flatMap(cityOf), ...mainCities.map(comparable)])
      if (!places.has(place)) places.set(place, name);
    for (const word of [comparable(countryName), comparable(abbreviation)])
      groups.set(word, [...(groups.get(word) ?? []), name]);
  }
  for (const [word, [zone, ...others]] of groups)
    if (zone !== undefined && others.length === 0 && !isAbbreviation(word)) places.set(word, zone);
  return { zones, places, groups };
}

/** Where more large cities are, more people are: those zones come first. */
function byCities(): typeof rawTimeZones {
  return rawTimeZones.toSorted((a, b) => b.mainCities.length - a.mainCities.length);
}

function cityOf(zone: string): string[] {
  const [, city] = /\/([^/]+)$/u.exec(zone) ?? [];
  return city === undefined ? [] : [comparable(city)];
}

function isAbbreviation(word: string): boolean {
  return word.length <= 4 && rawTimeZones.some(({ abbreviation }) => comparable(abbreviation) === word);
}

/** @returns the name of a zone such as "Etc/GMT+5", as Intl spells it, or null where it knows none */
function ofIntl(text: string): string | null {
  if (!text.includes('/') || !isUsable(text)) return null;
  return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
}

/** The zones of the database and those of Node are of different years. */
function isUsable(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}

/** @returns the zones whose clocks are so far from UTC in winter: "UTC+2", "gmt -5:30" */
function ofOffset(text: string): string[] {
  const [, sign, hours, minutes = '0'] = /^(?:utc|gmt)\s*([+-])(\d{1,2})(?::?(\d{2}))?$/iu.exec(text) ?? [];
  if (hours === undefined) return [];
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  return byCities()
    .filter(({ rawOffsetInMinutes }) => rawOffsetInMinutes === offset)
    .map(({ name: zone }) => zone);
}
