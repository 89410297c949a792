import type { Stretch } from './occurrences.ts';

/** About three lines of a chat window. */
const LENGTH = 240;

/** A sentence that begins at most this far before the match is shown from its beginning. */
const SENTENCE_REACH = 160;

export interface Cut {
  readonly text: string;
  readonly marks: readonly Stretch[];
  readonly cut: { readonly before: boolean; readonly after: boolean };
}

/**
 * Cuts a piece of about 240 characters around a stretch, at spaces, from the beginning of its sentence
 * where that is near.
 * @param hits what to mark, anywhere in the text; those outside of the piece are left out
 */
export function cutPassage(text: string, stretch: Stretch, hits: readonly Stretch[]): Cut {
  const from = beginning(text, stretch);
  const to = ending(text, stretch, from);
  const piece = text.slice(from, to);
  const lead = piece.length - piece.trimStart().length;
  const shown = piece.trim();
  const marks = hits
    .filter(hit => hit.start >= from && hit.end <= to)
    .map(hit => ({ start: hit.start - from - lead, end: hit.end - from - lead }));
  return {
    text: shown,
    marks: merge(marks, shown),
    cut: { before: text.slice(0, from).trim() !== '', after: text.slice(to).trim() !== '' },
  };
}

function beginning(text: string, stretch: Stretch): number {
  const room = Math.max(0, LENGTH - (stretch.end - stretch.start));
  const earliest = Math.max(0, stretch.start - Math.min(room, SENTENCE_REACH));
  const sentence = [...text.slice(earliest, stretch.start).matchAll(/[.!?]\s+(?=\p{Lu})/gu)].at(-1);
  if (sentence !== undefined) return earliest + sentence.index + sentence[0].length;
  if (earliest === 0) return 0;
  return afterSpace(text, Math.max(earliest, stretch.start - Math.ceil(room / 2)), stretch.start);
}

function ending(text: string, stretch: Stretch, from: number): number {
  const latest = Math.max(stretch.end, from + LENGTH);
  if (latest >= text.length) return text.length;
  const space = text.lastIndexOf(' ', latest);
  if (space >= stretch.end) return space;
  return wholeCharacter(text, Math.max(stretch.end, latest));
}

/** @returns the place after the first space from `from` on, or `from` itself where none comes before `limit` */
function afterSpace(text: string, from: number, limit: number): number {
  if (from === 0 || text[from - 1] === ' ') return from;
  const space = text.indexOf(' ', from);
  return space === -1 || space >= limit ? wholeCharacter(text, from) : space + 1;
}

/** @returns the place, or the one after it where it stands inside a surrogate pair */
function wholeCharacter(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}

/** Joins marks that touch or are parted by nothing but spaces and hyphens: one phrase is one mark. */
function merge(marks: readonly Stretch[], text: string): Stretch[] {
  const merged: Stretch[] = [];
  for (const mark of marks.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (
      last !== undefined &&
      (mark.start <= last.end || /^[\s-]+$/u.test(text.slice(last.end, mark.start)))
    ) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, mark.end) };
    } else {
      merged.push(mark);
    }
  }
  return merged;
}
