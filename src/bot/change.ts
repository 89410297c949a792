import type { DailyOrder } from '../inspiration/order.ts';
import { isZone } from '../inspiration/zones.ts';

/** An order that changes what a channel gets. */
export type DailyChange = Extract<DailyOrder, { readonly kind: 'off' | 'subscribe' }>;

/** What a button asks for that is to change something; never a text, which could mean something else. */
export type Change =
  | { readonly kind: 'daily'; readonly order: DailyChange }
  /**
   * By a button of an earlier version, whose text may have been meant for a search: it is asked for once more.
   * `text` is what stands after `daily`.
   */
  | { readonly kind: 'unconfirmed'; readonly order: DailyChange; readonly text: string };

/** What somebody asks for: a text, as it stands after `/iclr`, or by a button. */
export type Asked = string | Change;

export function isDailyChange(order: DailyOrder): order is DailyChange {
  return order.kind === 'off' || order.kind === 'subscribe';
}

/** Stands for what an order leaves open. */
const OPEN = '-';
const ON =
  /^daily on (?<days>-|\*|[0-6](?:[,-][0-6])*) (?<time>-|(?:[01]\d|2[0-3]):[0-5]\d) (?<zone>-|\S+)$/u;

/** @returns an order as a button carries it, for example "daily on 1-5 09:30 Europe/Berlin" */
export function writeDailyChange(order: DailyChange): string {
  if (order.kind === 'off') return 'daily off';
  const { days, time, zone } = order;
  const two = (number: number): string => String(number).padStart(2, '0');
  const clock = time === null ? OPEN : `${two(time.hour)}:${two(time.minute)}`;
  return `daily on ${days ?? OPEN} ${clock} ${zone ?? OPEN}`;
}

/** @returns null for whatever `writeDailyChange` does not write */
export function readDailyChange(text: string): DailyChange | null {
  if (text === 'daily off') return { kind: 'off' };
  const { days, time = '', zone } = ON.exec(text)?.groups ?? {};
  if (days === undefined || zone === undefined) return null;
  if (zone !== OPEN && !isZone(zone)) return null;
  const [hour, minute] = time.split(':').map(Number);
  return {
    kind: 'subscribe',
    days: days === OPEN ? null : days,
    time: hour === undefined || minute === undefined ? null : { hour, minute },
    zone: zone === OPEN ? null : zone,
  };
}
