import { rawTimeZones } from '@vvo/tzdb';
import distance from 'damerau-levenshtein';

/** What somebody may mean by the name of a zone, a city or a country. */
export type FoundZone =
  | { readonly kind: 'zone'; readonly zone: string }
  /** One of these, the likeliest first; at least two. */
  | { readonly kind: 'several'; readonly zones: readonly string[] }
  | { readonly kind: 'unknown' };

const MOST_NEAREST = 3;
const MOST_OF_SEVERAL = 8;

/** Others with no place in their name, such as EST, are no zones to people: their clocks never change. */
const PLAIN_ZONES = ['UTC', 'GMT'];

/** Of the zones that share an abbreviation, a country or an offset, those that most people live in. */
const POPULOUS = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Los_Angeles',
  'America/Sao_Paulo',
  'Europe/London',
  'Europe/Berlin',
  'Europe/Paris',
  'Europe/Athens',
  'Africa/Lagos',
  'Africa/Johannesburg',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Asia/Tokyo',
  'Australia/Sydney',
];

/** What people say for countries that the database calls otherwise. */
const COUNTRIES: ReadonlyMap<string, string> = new Map([
  ['uk', 'united kingdom'],
  ['england', 'united kingdom'],
  ['great britain', 'united kingdom'],
  ['us', 'united states'],
  ['usa', 'united states'],
  ['uae', 'united arab emirates'],
  ['korea', 'south korea'],
]);

interface Names {
  /** Every zone by its name, as it is compared. */
  readonly zones: ReadonlyMap<string, string>;
  /** Cities that give a zone its name, other cities, and countries: the zones that each may mean. */
  readonly places: ReadonlyMap<string, readonly string[]>;
}

/** Made when they are first asked for: it takes a program 20 ms, and most need none of them. */
const allNames = once(readNames);

/** @param text a zone ("Europe/Berlin"), a city ("new york", "Berlin, Germany") or a country ("Japan"), in any case */
export function findZone(text: string): FoundZone {
  const [place = ''] = text.split(',');
  const zone = zoneNamed(text) ?? zoneNamed(place);
  if (zone !== null) return { kind: 'zone', zone };
  const [only, ...others] = placesNamed(text) ?? placesNamed(place) ?? ofOffset(text);
  if (only === undefined) return { kind: 'unknown' };
  if (others.length === 0) return { kind: 'zone', zone: only };
  return { kind: 'several', zones: [only, ...others].slice(0, MOST_OF_SEVERAL) };
}

/** @returns the zone of this name, and of no city or country; null where there is none */
export function zoneNamed(text: string): string | null {
  const zone = allNames().zones.get(comparable(text));
  if (zone !== undefined && isZone(zone)) return zone;
  // Zones such as "Etc/GMT+5" stand in no list.
  if (!text.includes('/') || !isZone(text)) return null;
  return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
}

function placesNamed(text: string): readonly string[] | undefined {
  const name = comparable(text);
  return allNames().places.get(COUNTRIES.get(name) ?? name);
}

/**
 * @param text short, because it is compared with every name
 * @returns the three zones that are spelt most like it, or whose cities are, the closest first
 */
export function nearestZones(text: string): string[] {
  const name = comparable(text);
  const { zones, places } = allNames();
  const inPlaces = [...places].flatMap(([place, its]) => its.map(zone => [place, zone] as const));
  const ranked = [...zones, ...inPlaces]
    .map(([known, zone]) => ({ zone, steps: distance(name, known).steps }))
    .sort((a, b) => a.steps - b.steps);
  const closest: string[] = [];
  for (const { zone } of ranked) {
    if (closest.length === MOST_NEAREST) break;
    if (!closest.includes(zone) && isZone(zone)) closest.push(zone);
  }
  return closest;
}

function comparable(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, ' ')
    .replaceAll(/ ?\/ ?/gu, '/')
    .trim();
}

function once<Made>(make: () => Made): () => Made {
  let made: { readonly value: Made } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function readNames(): Names {
  const known = Intl.supportedValuesOf('timeZone').filter(zone => zone.includes('/'));
  // Names change: what the database calls Asia/Kolkata may still be Asia/Calcutta to Intl, and works as both.
  const others = rawTimeZones.flatMap(({ name, group }) => [
    name,
    ...group.filter(zone => zone.includes('/')),
  ]);
  const zones = new Map<string, string>();
  for (const zone of [...known, ...PLAIN_ZONES, ...others])
    if (!zones.has(comparable(zone))) zones.set(comparable(zone), zone);

  const cities = new Map<string, readonly string[]>();
  for (const zone of [...rawTimeZones.map(({ name }) => name), ...known])
    if (!cities.has(cityOf(zone))) cities.set(cityOf(zone), [zone]);
  const places = new Map<string, readonly string[]>();
  const add = (place: string, zone: string): void => {
    places.set(place, [...new Set([...(places.get(place) ?? []), zone])]);
  };
  for (const { name, mainCities, countryName, abbreviation } of populousFirst())
    for (const place of [...mainCities, countryName, abbreviation]) add(comparable(place), name);
  // Sydney is where Australia/Sydney is, though Canada has one, too.
  return { zones, places: new Map([...places, ...cities]) };
}

function populousFirst(): typeof rawTimeZones {
  const isPopulous = ({ name }: { readonly name: string }): boolean => POPULOUS.includes(name);
  return [...rawTimeZones.filter(isPopulous), ...rawTimeZones.filter(zone => !isPopulous(zone))];
}

function cityOf(zone: string): string {
  return comparable(zone.slice(zone.lastIndexOf('/') + 1));
}

/** The zones of the database and those of Node are of different years. */
/** @returns whether clocks can be read by it */
export function isZone(timeZone: string): boolean {
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
  return populousFirst()
    .filter(({ rawOffsetInMinutes }) => rawOffsetInMinutes === offset)
    .map(({ name }) => name);
}
