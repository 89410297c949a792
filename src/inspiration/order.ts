import distance from 'damerau-levenshtein';
import { collapse } from '../search/words.ts';
import { cronOf, type Schedule, type SimpleTime, simpleTime, timeText } from './schedule.ts';
import { findZone, isZoneName } from './zones.ts';

/** What stands after `/iclr daily`, understood. */
export type DailyOrder =
  | { readonly kind: 'off' }
  | { readonly kind: 'status' }
  | { readonly kind: 'preview' }
  | ({ readonly kind: 'subscribe' } & Wish)
  | {
      readonly kind: 'unknown';
      readonly what: 'time' | 'zone' | 'days';
      readonly text: string;
      /** What to type instead, the nearest first. */
      readonly orders: readonly string[];
    };

/** What somebody said of a schedule; null for what was left open. */
export interface Wish {
  /** As cron writes them: "*", "1-5". */
  readonly days: string | null;
  readonly time: Pick<SimpleTime, 'hour' | 'minute'> | null;
  readonly zone: string | null;
}

const KEYWORDS: Readonly<Record<string, 'off' | 'status' | 'preview'>> = {
  off: 'off',
  stop: 'off',
  status: 'status',
  preview: 'preview',
};

/** The days as cron counts them. */
const DAYS = ['sundays', 'mondays', 'tuesdays', 'wednesdays', 'thursdays', 'fridays', 'saturdays'];
const DAY = /^(?:sun|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?)(?:days?)?$/iu;
const MANY_DAYS: Readonly<Record<string, string>> = {
  weekday: '1-5',
  weekend: '0,6',
  daily: '*',
  everyday: '*',
};

/** Words that may stand between the others. */
const FILLER = /^(?:at|on|in|and|every|time)$/iu;

const TIME = /^(\d{1,2})(?:[:.h]?(\d{2})|h)?(am|pm)?$/iu;
/** What nobody writes who does not mean a time. */
const LIKE_TIME = /^\d{1,4}(?:[:.]\d{0,2}){0,2}(?:am|pm|h)?$/iu;

/**
 * @param text what stands after `daily`
 * @returns null where that is no order, so that `daily activity recognition` stays a search
 */
export function parseOrder(text: string): DailyOrder | null {
  const words = collapse(text)
    .replaceAll(/(?<=\d)\s+(?=(?:am|pm)\b)/giu, '')
    .replaceAll(/\bevery day\b/giu, 'daily')
    .split(/[\s,]+/u)
    .filter(word => word !== '' && !FILLER.test(word));
  const [first = ''] = words;
  if (words.length === 0) return { kind: 'subscribe', days: null, time: null, zone: null };
  const keyword = KEYWORDS[first.toLowerCase()];
  if (keyword !== undefined && words.length === 1) return { kind: keyword };
  const isOrder =
    words.some(word => LIKE_TIME.test(word) || daysOf(word) !== null || word.includes('/')) ||
    isZoneName(words.join(' '));
  return isOrder ? parseWish(words) : null;
}

function parseWish(words: readonly string[]): DailyOrder | null {
  const days = words.flatMap(word => daysOf(word) ?? []);
  const [clock, second] = words.filter(word => LIKE_TIME.test(word));
  const place = words.filter(word => daysOf(word) === null && !LIKE_TIME.test(word));
  const [misspelt = ''] = place;
  const instead = (word: string, better: string): string =>
    words.flatMap(one => (one === word ? better : one)).join(' ');

  const time = clock === undefined ? null : timeOf(clock);
  if (clock !== undefined && time === null)
    return { kind: 'unknown', what: 'time', text: clock, orders: [instead(clock, nearestTime(clock))] };
  if (second !== undefined) {
    const once = words.filter((word, index) => !LIKE_TIME.test(word) || index === words.indexOf(clock ?? ''));
    return { kind: 'unknown', what: 'time', text: `${clock} ${second}`, orders: [once.join(' ')] };
  }
  const day = nearestDays(misspelt);
  if (day !== null)
    return { kind: 'unknown', what: 'days', text: misspelt, orders: [instead(misspelt, day)] };
  const zone = place.length === 0 ? null : findZone(place.join(' '));
  if (zone !== null && zone.kind !== 'zone') {
    // A number and words that are no place: "daily 5 fold validation".
    if (zone.kind === 'unknown' && days.length === 0 && isBare(words)) return null;
    const rest = words.filter(word => !place.includes(word));
    const orders = zone.nearest.map(name => [...rest, name].join(' '));
    return { kind: 'unknown', what: 'zone', text: place.join(' '), orders };
  }
  return {
    kind: 'subscribe',
    days: days.length === 0 ? null : joinDays(days),
    time,
    zone: zone === null ? null : zone.zone,
  };
}

/** @returns whether nothing in the words is surely a time or a zone */
function isBare(words: readonly string[]): boolean {
  return !words.some(word => word.includes('/') || (LIKE_TIME.test(word) && /\D/u.test(word)));
}

/** @returns the days that a word names, as cron writes them: "weekdays", "Monday", "mon" */
function daysOf(word: string): string | null {
  const name = word.toLowerCase();
  const many = MANY_DAYS[name.replace(/s$/u, '')];
  if (many !== undefined || !DAY.test(word)) return many ?? null;
  return String(DAYS.findIndex(day => day.startsWith(name.slice(0, 3))));
}

function joinDays(days: readonly string[]): string {
  return days.includes('*') ? '*' : [...new Set(days)].join(',');
}

/** @returns the name of days that a letter or two make of the word; null where more would have to change */
function nearestDays(word: string): string | null {
  const names = ['weekdays', 'weekends', ...DAYS];
  return word.length < 5 ? null : (names.find(name => distance(name, word.toLowerCase()).steps <= 2) ?? null);
}

function timeOf(word: string): Wish['time'] {
  const [, hours, minutes = '0', half] = TIME.exec(word) ?? [];
  if (hours === undefined) return null;
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59) return null;
  if (half === undefined)
    return hour > 24 || (hour === 24 && minute > 0) ? null : { hour: hour % 24, minute };
  return hour < 1 || hour > 12
    ? null
    : { hour: (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0), minute };
}

/** @returns the last minute and hour that there are, for larger numbers */
function nearestTime(word: string): string {
  const [, hours = '', minutes = ''] = /^(\d{1,2})\D*(\d{0,2})/u.exec(word) ?? [];
  return timeText({ hour: Math.min(Number(hours), 23), minute: Math.min(Number(minutes), 59) });
}

/**
 * @param base the channel's schedule so far, or the one of the configuration: gives what the wish leaves open
 */
export function scheduleOf({ days, time, zone }: Wish, base: Schedule): Schedule {
  const simple = simpleTime(base.cron);
  const cron =
    days === null && time === null
      ? base.cron
      : cronOf({ ...(time ?? simple ?? { hour: 9, minute: 0 }), days: days ?? '*' });
  return { cron, zone: zone ?? base.zone };
}
