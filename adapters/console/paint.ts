import { styleText } from 'node:util';
import type { Span } from '../../src/bot/reply.ts';
import { oneLine } from '../../src/bot/visible.ts';
import { assertNever } from '../../src/errors.ts';
import { webLink } from '../../src/web-link.ts';

/** What the place that is written to can show. */
export interface Style {
  readonly color: boolean;
  /** Whether a link can hide behind its text; else its address is spelled out. */
  readonly hyperlinks: boolean;
  /** Columns to wrap at; null leaves lines as long as they are. */
  readonly width: number | null;
}

export const PLAIN: Style = { color: false, hyperlinks: false, width: null };

export function dim(text: string, style: Style): string {
  return styled('dim', text, style);
}

/** @returns the spans in one line */
export function paint(spans: readonly Span[], style: Style): string {
  return spans.map(span => paintSpan(span, style)).join('');
}

function paintSpan(span: Span, style: Style): string {
  const text = oneLine(span.text);
  switch (span.kind) {
    case 'plain':
      return text;
    case 'bold':
    case 'person':
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

/** @param text painted already; where the address may be no link, it is all that is shown */
export function link(text: string, url: string, style: Style): string {
  const address = webLink(url);
  if (address === null) return text;
  return style.hyperlinks ? `\u001b]8;;${address}\u0007${text}\u001b]8;;\u0007` : `${text} (${address})`;
}
