import { styleText } from 'node:util';
import type { Span } from '../../src/bot/reply.ts';
import { assertNever } from '../../src/errors.ts';

/** What the place that is written to can show. */
export interface Style {
  readonly color: boolean;
  /** Whether a link can hide behind its text; else its address is spelled out. */
  readonly hyperlinks: boolean;
  /** Columns to wrap at; null leaves lines as long as they are. */
  readonly width: number | null;
}

export const PLAIN: Style = { color: false, hyperlinks: false, width: null };

/** Characters that steer a terminal, or turn the reading direction, in words that a stranger wrote. */
const CONTROLS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** @returns the text on one line, with nothing in it that a terminal would obey */
export function harmless(text: string): string {
  return harmlessLine(text.replaceAll(/\s+/gu, ' '));
}

/** @returns the same of what is one line already, its spaces as they are */
export function harmlessLine(line: string): string {
  return line.replaceAll(CONTROLS, '');
}

export function dim(text: string, style: Style): string {
  return styled('dim', text, style);
}

/** @returns the spans in one line */
export function paint(spans: readonly Span[], style: Style): string {
  return spans.map(span => paintSpan(span, style)).join('');
}

function paintSpan(span: Span, style: Style): string {
  const text = harmless(span.text);
  switch (span.kind) {
    case 'plain':
      return text;
    case 'bold':
      return styled('bold', text, style);
    case 'mark':
      return styled(['bold', 'yellow'], text, style);
    case 'code':
      return styled('cyan', text, style);
    case 'link':
      return link(text, span.url, style);
    default:
      return assertNever(span);
  }
}

function styled(format: Parameters<typeof styleText>[0], text: string, style: Style): string {
  // Node would look at stdout by itself, and we may write elsewhere.
  return style.color ? styleText(format, text, { validateStream: false }) : text;
}

/** @param text painted already */
export function link(text: string, url: string, style: Style): string {
  const address = harmless(url).replaceAll(' ', '%20');
  return style.hyperlinks ? `\u001b]8;;${address}\u0007${text}\u001b]8;;\u0007` : `${text} (${address})`;
}
