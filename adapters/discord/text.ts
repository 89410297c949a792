import type { Span, Text } from '../../src/bot/reply.ts';
import { assertNever } from '../../src/errors.ts';
import { cut, ELLIPSIS, escaped, inlineCode, webAddress } from './markdown.ts';

/** A longer address would take the room of the words that it proves. */
const MAX_LINK = 300;

/** What stands before and after the words of a span. */
interface Painted {
  readonly before: string;
  readonly words: string;
  readonly after: string;
}

/**
 * Turns spans into Discord's Markdown.
 * @param most characters to take; the span that is too long is cut inside of its markup
 */
export function paint(spans: Text, most: number = Number.POSITIVE_INFINITY): string {
  let painted = '';
  for (const span of joined(spans)) {
    const { before, words, after } = paintSpan(span);
    const whole = `${before}${words}${after}`;
    const room = most - painted.length;
    if (whole.length > room) {
      const inside = cut(words, room - before.length - after.length);
      if (inside !== '') return `${painted}${before}${inside}${after}`;
      return room < ELLIPSIS.length ? painted : `${painted}${ELLIPSIS}`;
    }
    painted += whole;
  }
  return painted;
}

/** Joins neighbours of one kind: markup that begins in one and ends in the next is seen as what it is. */
function joined(spans: Text): Span[] {
  const all: Span[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (isMere(last) && isMere(span) && last.kind === span.kind) {
      all[all.length - 1] = { kind: last.kind, text: `${last.text}${span.text}` };
    } else all.push(span);
  }
  return all;
}

/** Whether there is nothing to it but its text. */
function isMere(span: Span | undefined): span is Exclude<Span, { kind: 'link' | 'person' }> {
  return span !== undefined && span.kind !== 'link' && span.kind !== 'person';
}

function paintSpan(span: Span): Painted {
  switch (span.kind) {
    case 'plain':
      return bare(escaped(span.text));
    case 'bold':
    case 'mark': {
      const words = escaped(span.text);
      return words.trim() === '' ? bare(words) : { before: '**', words: words.trim(), after: '**' };
    }
    case 'code': {
      const code = inlineCode(span.text);
      return code === '' ? bare('') : { before: '`', words: code.slice(1, -1), after: '`' };
    }
    case 'link': {
      const address = webAddress(span.url, MAX_LINK);
      const words = escaped(span.text).trim();
      return address === null || words === '' ? bare(words) : { before: '[', words, after: `](${address})` };
    }
    case 'person':
      // Whole or not at all: cut, it would point at nobody.
      return USER_ID.test(span.id)
        ? { before: `<@${span.id}>`, words: '', after: '' }
        : bare(escaped(span.text));
    default:
      return assertNever(span);
  }
}

const USER_ID = /^\d{15,20}$/u;

function bare(words: string): Painted {
  return { before: '', words, after: '' };
}

/** A line of a text that may have to be cut. */
export interface Line {
  readonly text: Text;
  /** The most that it may take, in characters. */
  readonly most: number;
  /** Where room is scarce, the lines of the lowest rank get theirs first. */
  readonly rank: number;
}

/** A rest of a line that is shorter says nothing. */
const SHORTEST = 20;

/** @returns the lines in the order given, each within its own room and all within theirs */
export function fitLines(lines: readonly Line[], room: number): string {
  const painted = new Map<Line, string>();
  let left = room;
  for (const line of lines.toSorted((a, b) => a.rank - b.rank)) {
    const most = Math.min(line.most, left - 1);
    const whole = paint(line.text, line.most);
    const fitting = whole.length <= most || most < SHORTEST ? whole : paint(line.text, most);
    if (fitting.trim() === '' || fitting.length > most) continue;
    painted.set(line, fitting);
    left -= fitting.length + 1;
  }
  return lines.flatMap(line => painted.get(line) ?? []).join('\n');
}
