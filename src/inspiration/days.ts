import distance from 'damerau-levenshtein';

/** The days of a week as cron counts them, from Sunday. */
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

const GROUPS: ReadonlyMap<string, readonly number[]> = new Map([
  ['weekday', [1, 2, 3, 4, 5]],
  ['weekend', [0, 6]],
  ['everyday', [0, 1, 2, 3, 4, 5, 6]],
]);

const SHORT = /^(?:sun|mon|tues?|wed|thu(?:rs)?|fri|sat)$/u;
const RANGE = /^([a-z]+)[-–]([a-z]+)$/u;

/** The days that a word names, counted as cron does. */
export interface NamedDays {
  readonly days: readonly number[];
  /** Whether the word is never anything else: "sat" is a problem of logic, too. */
  readonly isSure: boolean;
}

/** @returns the days that a word names, such as "weekdays", "Monday", "mon" or "mon-fri"; null where it names none */
export function daysNamed(word: string): NamedDays | null {
  const name = word.toLowerCase().replace(/(?<=day|end)s$/u, '');
  const group = GROUPS.get(name);
  if (group !== undefined) return { days: group, isSure: true };
  const [, from, to] = RANGE.exec(name) ?? [];
  const [first, last] = [dayNamed(from ?? name), dayNamed(to ?? name)];
  if (first === null || last === null) return null;
  const length = (last - first + DAYS.length) % DAYS.length;
  const days = Array.from({ length: length + 1 }, (_, index) => (first + index) % DAYS.length);
  return { days, isSure: to !== undefined || name.endsWith('day') };
}

function dayNamed(name: string): number | null {
  if (!SHORT.test(name) && !DAYS.includes(name)) return null;
  return DAYS.findIndex(day => day.startsWith(name.slice(0, 3)));
}

/** @returns the name of days that a letter or two make of the word; null where more would have to change */
export function nearestDays(word: string): string | null {
  if (word.length < 5) return null;
  const names = [...GROUPS.keys(), ...DAYS].map(name => `${name}s`);
  return names.find(name => distance(name, word.toLowerCase()).steps <= 2) ?? null;
}

/** @returns days as cron writes them: "*", "1-5", "0,6" */
export function cronDays(days: readonly number[]): string {
  const distinct = [...new Set(days)].sort();
  if (distinct.length === DAYS.length) return '*';
  return distinct.join(',') === '1,2,3,4,5' ? '1-5' : distinct.join(',');
}
