import { collapse } from '../search/words.ts';
import { cronDays, daysNamed, nearestDays } from './days.ts';
import { cronOf, type Schedule, type SimpleTime, simpleTime, timeText } from './schedule.ts';
import { findZone, nearestZones, zoneNamed } from './zones.ts';

/** What stands after `/iclr daily`, understood. */
export type DailyOrder =
  | { readonly kind: 'off' }
  | { readonly kind: 'status' }
  | { readonly kind: 'preview' }
  | ({ readonly kind: 'subscribe' } & Wish)
  | {
      readonly kind: 'unknown';
      readonly what: 'time' | 'zone' | 'days';
      /** The part that is not understood, and the whole in which it stands. */
      readonly text: string;
      readonly whole: string;
      /** What to type instead, the nearest first. */
      readonly orders: readonly string[];
    };

/** What somebody said of a schedule; null for what was left open. */
export interface Wish {
  /** As cron writes them: "*", "1-5". */
  readonly days: string | null;
  readonly time: Clock | null;
  readonly zone: string | null;
}

type Clock = Pick<SimpleTime, 'hour' | 'minute'>;

/** Nobody needs more to say a time; what is longer is a search. */
const LONGEST_ORDER = 60;

const KEYWORDS: ReadonlyMap<string, 'off' | 'status' | 'preview'> = new Map([
  ['off', 'off'],
  ['stop', 'off'],
  ['cancel', 'off'],
  ['unsubscribe', 'off'],
  ['status', 'status'],
  ['help', 'status'],
  ['preview', 'preview'],
]);

/** Words that may stand before and after the others. */
const FILLER = /^(?:at|on|in|and|every|time)$/u;

const NAMED_TIMES: ReadonlyMap<string, Clock> = new Map([
  ['noon', { hour: 12, minute: 0 }],
  ['midnight', { hour: 0, minute: 0 }],
]);
/** What is meant as a time, whether there is such a time or not. */
const CLOCK = /^(?:\d{1,2}[:.h]\d{2}|\d{1,2}h|\d{1,2}(?:[:.]?\d{2})?(?:am|pm))$/u;
/** A number, which may be an hour and may be part of a search. */
const BARE = /^\d{1,2}$|^\d{4}$/u;

/** The words of an order, sorted by what they are. */
interface Parts {
  readonly clocks: readonly string[];
  readonly bare: readonly string[];
  readonly days: readonly number[];
  /** Whether the words for days are never anything else. */
  readonly areSure: boolean;
  /** What is left; a zone or a city, if anything. */
  readonly place: string;
}

/**
 * Takes for an order only what can hardly be anything else: a search that is taken for one would subscribe a channel.
 * @param text what stands after `daily`
 * @returns null where that is no order, so that `daily activity recognition` stays a search
 */
export function parseOrder(text: string): DailyOrder | null {
  const whole = collapse(text);
  if (whole === '') return { kind: 'subscribe', days: null, time: null, zone: null };
  if (whole.length > LONGEST_ORDER) return null;
  const keyword = KEYWORDS.get(whole.toLowerCase());
  if (keyword !== undefined) return { kind: keyword };
  const words = wordsOf(whole);
  const parts = sorted(words);
  return isOrder(parts) ? understand(parts, words, whole) : null;
}

function wordsOf(text: string): string[] {
  return text
    .replaceAll(/(?<=\d)\s*([ap])\.?m\b\.?/giu, '$1m')
    .replaceAll(/\bevery ?day\b/giu, 'everyday')
    .replaceAll(/\b([a-z]+) (?:to|-|–) (?=(?:sun|mon|tue|wed|thu|fri|sat))/giu, '$1-')
    .replaceAll(/,(?=\S)/gu, ', ')
    .split(' ');
}

function sorted(words: readonly string[]): Parts {
  const bareWords = words.map(word => word.replace(/,$/u, '').toLowerCase());
  const named = bareWords.map(word => daysNamed(word));
  const isTime = (word: string): boolean => NAMED_TIMES.has(word) || CLOCK.test(word);
  const isOther = (index: number): boolean => {
    const word = bareWords[index] ?? '';
    return named[index] === null && !isTime(word) && !BARE.test(word);
  };
  return {
    clocks: bareWords.filter(isTime),
    bare: bareWords.filter(word => BARE.test(word)),
    days: named.flatMap(one => one?.days ?? []),
    areSure: named.some(one => one?.isSure === true),
    place: withoutFillers(words.filter((_, index) => isOther(index))),
  };
}

function withoutFillers(words: readonly string[]): string {
  const isFiller = (word: string | undefined): boolean =>
    word !== undefined && FILLER.test(word.toLowerCase());
  const first = words.findIndex(word => !isFiller(word));
  const last = words.findLastIndex(word => !isFiller(word));
  return first === -1
    ? ''
    : words
        .slice(first, last + 1)
        .join(' ')
        .replace(/,$/u, '');
}

function isOrder({ clocks, bare, days, areSure, place }: Parts): boolean {
  if (clocks.length > 0) return true;
  const isPlace = place !== '' && findZone(place).kind !== 'unknown';
  if (days.length > 0 && (areSure || bare.length > 0)) return place === '' || isPlace;
  if (bare.length > 0) return place === '' ? bare.every(number => number.length <= 2) : isPlace;
  return zoneNamed(place) !== null || looksLikeZone(place);
}

/** Whether somebody meant a zone and mistyped it: "Europe/Berln". */
function looksLikeZone(place: string): boolean {
  return /^(?:africa|america|asia|atlantic|australia|europe|indian|pacific|us)\/[a-z_]+$/iu.test(place);
}

function understand(parts: Parts, words: readonly string[], whole: string): DailyOrder {
  const { clocks, bare, days, place } = parts;
  const [clock, second] = [...clocks, ...bare];
  const unknown = (what: 'time' | 'zone' | 'days', text: string, betters: readonly string[]): DailyOrder => {
    const orders = betters.map(better => words.join(' ').replace(text, better).trim());
    return { kind: 'unknown', what, text, whole, orders };
  };
  const time = clock === undefined ? null : timeOf(clock);
  if (clock !== undefined && time === null) return unknown('time', clock, [nearestTime(clock)]);
  if (second !== undefined) return unknown('time', second, ['']);
  // A number alone is more often part of a search than an hour.
  if (bare.length > 0 && words.length === 1) return unknown('time', whole, [`${whole}:00`]);
  const zone = place === '' ? null : findZone(place);
  const [first = ''] = place.split(' ');
  const meantDays = zone?.kind === 'unknown' ? nearestDays(first) : null;
  if (meantDays !== null) return unknown('days', first, [meantDays]);
  if (zone?.kind === 'unknown') return unknown('zone', place, nearestZones(place));
  if (zone?.kind === 'several') return unknown('zone', place, zone.zones);
  return {
    kind: 'subscribe',
    days: days.length === 0 ? null : cronDays(days),
    time,
    zone: zone === null ? null : zone.zone,
  };
}

/** @returns null where the day has no such time */
function timeOf(word: string): Clock | null {
  const named = NAMED_TIMES.get(word);
  if (named !== undefined) return named;
  const [, hours = '', minutes = '0', half] = /^(\d{1,2})[:.h]?(\d{2})?(am|pm)?$/u.exec(word) ?? [];
  const [hour, minute] = [Number(hours), Number(minutes)];
  if (minute > 59) return null;
  if (half === undefined)
    return hour > 24 || (hour === 24 && minute > 0) ? null : { hour: hour % 24, minute };
  return hour < 1 || hour > 12 ? null : { hour: (hour % 12) + (half === 'pm' ? 12 : 0), minute };
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
