import { Cron } from 'croner';
import { messageOf } from '../errors.ts';

/** When a channel gets its post: a cron expression, and the zone by whose clock it is read. */
export interface Schedule {
  readonly cron: string;
  /** As the IANA database names it, such as "Europe/Berlin". */
  readonly zone: string;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** A minute and an hour of the days of a week, which is what most schedules are. */
const SIMPLE = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[\d,-]+)$/u;

const DAY_NAMES = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/**
 * @returns a cron expression with numbers for the names of days, and without a second that is the first of its minute,
 *   so that `0 30 8 * * MON-FRI` is seen to be a time on some days
 */
export function plainCron(cron: string): string {
  const fields = cron.trim().split(/\s+/u);
  const [second, ...others] = fields;
  const [minute, hour, date, month, days = ''] = fields.length === 6 && second === '0' ? others : fields;
  if (fields.length !== 5 && (fields.length !== 6 || second !== '0')) return fields.join(' ');
  const numbered = days.replaceAll(/[a-z]{3}/giu, name => {
    const day = DAY_NAMES.findIndex(known => known.toLowerCase().startsWith(name.toLowerCase()));
    return day === -1 ? name : String(day);
  });
  return [minute, hour, date, month, numbered].join(' ');
}

/** @returns what is wrong with a schedule, or null where there are days to come on which it posts */
export function scheduleProblem(schedule: Schedule, now: number): string | null {
  const { length } = schedule.cron.split(' ');
  // With a year in it, it would end some day.
  if (length !== 5 && length !== 6) return `has ${length} fields, not 5 or 6`;
  try {
    return nextRun(schedule, now) === null ? 'never comes due' : null;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * @param after milliseconds since 1970
 * @param lastDay the day in the schedule's zone, such as "2027-03-28", up to which nothing is due any more; null
 *   where every day may be due
 * @returns the first moment after both; null where none ever comes. A time that the clocks leap over is due when they have
 *   leapt, and one that they show twice is due the first time.
 */
export function nextPost(schedule: Schedule, after: number, lastDay: string | null): number | null {
  // No zone is more than 14 hours from UTC.
  let from = lastDay === null ? after : Math.max(after, Date.parse(lastDay) - DAY_MS);
  for (;;) {
    const run = nextRun(schedule, from);
    if (run === null || lastDay === null || localDay(schedule.zone, run) > lastDay) return run;
    from = endOfDay(schedule.zone, run);
  }
}

function nextRun({ cron, zone }: Schedule, after: number): number | null {
  const run = new Cron(cron, { timezone: zone, paused: true }).nextRun(new Date(after));
  return run === null ? null : run.getTime();
}

/** @returns the last millisecond of the day in the zone that the moment belongs to */
function endOfDay(zone: string, at: number): number {
  const midnight = nextRun({ cron: '0 0 * * *', zone }, at);
  return midnight === null ? at + DAY_MS : midnight - 1;
}

/** @returns the day that a moment belongs to in a zone, such as "2027-03-28"; later days compare as greater */
export function localDay(zone: string, at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(at);
}

/** @returns for example "Thu, 26 Nov 2026, 09:00" */
export function localTime(zone: string, at: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

/** A schedule of one time on some days of the week, taken apart. */
export interface SimpleTime {
  readonly hour: number;
  readonly minute: number;
  /** As cron writes them: "*", "1-5", "0,6". */
  readonly days: string;
}

/** @returns null for a schedule that is more than a time on some days */
export function simpleTime(cron: string): SimpleTime | null {
  const [, minute, hour, days = ''] = SIMPLE.exec(cron) ?? [];
  return minute === undefined ? null : { hour: Number(hour), minute: Number(minute), days };
}

export function cronOf({ hour, minute, days }: SimpleTime): string {
  return `${minute} ${hour} * * ${days}`;
}

/** @returns for example "on weekdays at 09:00 (Europe/Berlin)" */
export function scheduleText({ cron, zone }: Schedule): string {
  const simple = simpleTime(cron);
  if (simple === null) return `by the cron expression ${cron} (${zone})`;
  return `${daysText(simple.days)} at ${timeText(simple)} (${zone})`;
}

/** @returns for example "09:05" */
export function timeText({ hour, minute }: Pick<SimpleTime, 'hour' | 'minute'>): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function daysText(days: string): string {
  if (days === '*') return 'every day';
  if (days === '1-5') return 'on weekdays';
  if (days === '0,6') return 'on weekends';
  return `on ${days.split(',').map(rangeText).join(', ')}`;
}

function rangeText(range: string): string {
  return range
    .split('-')
    .map(day => DAY_NAMES[Number(day) % 7] ?? day)
    .join(' to ');
}
