/** Where a server that names no reset is left alone for so long. */
const UNNAMED_MS = 60_000;
/** Sooner than this nobody is asked again, even where clocks differ. */
const SHORTEST_MS = 1_000;
/** What a server names beyond this is asked about again then. */
const LONGEST_MS = 24 * 60 * 60 * 1_000;
/** Larger numbers of ratelimit-reset are no seconds from now, but since 1970. */
const EPOCH_SECONDS = 1_000_000_000;

/** What a server says of the window in which it counts requests. */
export interface WindowSigns {
  readonly status: number;
  readonly headers: Headers;
  /** The `details.resetTime` of the answer, where it has one. */
  readonly resetTime: string | null;
}

/**
 * @param now in milliseconds since 1970
 * @returns when the next request may be made, or null where it may be made at once
 */
export function closedUntil({ status, headers, resetTime }: WindowSigns, now: number): number | null {
  if (status === 429) {
    const named =
      waitOf(headers.get('retry-after'), now) ??
      untilDate(resetTime, now) ??
      resetOf(headers, now) ??
      UNNAMED_MS;
    return now + Math.min(Math.max(named, SHORTEST_MS), LONGEST_MS);
  }
  if (headers.get('ratelimit-remaining')?.trim() !== '0') return null;
  const reset = resetOf(headers, now);
  return reset === null ? null : now + Math.min(reset, LONGEST_MS);
}

/** @returns milliseconds from now */
function waitOf(retryAfter: string | null, now: number): number | null {
  return secondsOf(retryAfter) ?? untilDate(retryAfter, now);
}

function resetOf(headers: Headers, now: number): number | null {
  const reset = secondsOf(headers.get('ratelimit-reset'));
  if (reset === null) return null;
  return reset > EPOCH_SECONDS * 1_000 ? Math.max(0, reset - now) : reset;
}

function secondsOf(text: string | null): number | null {
  return text !== null && /^\s*\d+(?:\.\d+)?\s*$/u.test(text) ? Number(text) * 1_000 : null;
}

function untilDate(text: string | null, now: number): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at - now;
}

/** @returns for example "14:05", or "Thu 14:05" where that is more than half a day away */
export function clockTime(at: number, now: number): string {
  const isFar = at - now > LONGEST_MS / 2;
  return new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    ...(at - now < SHORTEST_MS * 60 ? { second: '2-digit' } : {}),
    ...(isFar ? { weekday: 'short' } : {}),
  }).format(at);
}
