import type { Corpus } from './corpus.ts';
import { textAt } from './corpus.ts';
import { foldTyped, isWord } from './fold.ts';
import { BORDER } from './stream.ts';

/** As many words may stand between the words that `cites:` is asked for. */
const MOST_BETWEEN = 6;

/**
 * @param withinEntries whether the words have to stand in one entry of the list, as far as its lines tell
 * @returns the papers whose list of references has all the words close together
 */
export function citers(corpus: Corpus, typed: string, withinEntries: boolean): Set<number> {
  const found = new Set<number>();
  for (const variant of corpus.spellings.variants(foldTyped(typed).filter(isWord))) {
    const wanted = [...new Set(variant)].map(word => corpus.stream.numbers.get(word) ?? -1);
    if (wanted.length > 0 && !wanted.includes(-1)) addCiters(corpus, wanted, withinEntries, found);
  }
  return found;
}

function addCiters(
  corpus: Corpus,
  wanted: readonly number[],
  withinEntries: boolean,
  found: Set<number>,
): void {
  const { stream, places } = corpus;
  const sizes = wanted.map(word => places.of(word).length + places.ofJoined(word).length);
  const rarest = wanted[sizes.indexOf(Math.min(...sizes))] ?? BORDER;
  for (const at of [...places.of(rarest), ...places.ofJoined(rarest)]) {
    const text = stream.texts[textAt(stream, at)];
    if (text === undefined || text.place !== 'references' || found.has(text.paper)) continue;
    if (wanted.length === 1 || areNear(corpus, at, wanted, withinEntries)) found.add(text.paper);
  }
}

function areNear(
  { stream, words }: Corpus,
  at: number,
  wanted: readonly number[],
  withinEntries: boolean,
): boolean {
  const { tokens, joined, entries } = stream;
  const reach = MOST_BETWEEN + wanted.length;
  const step = (from: number, by: 1 | -1): number => {
    let next = from + by;
    while (tokens[next] !== BORDER && !words.has(tokens[next] ?? BORDER)) next += by;
    return next;
  };
  let from = at;
  for (let back = 0; back < reach && tokens[step(from, -1)] !== BORDER; back += 1) from = step(from, -1);
  for (; from <= at; from = step(from, 1)) {
    const left = new Set(wanted);
    let to = from;
    for (let count = 0; count < reach && tokens[to] !== BORDER; count += 1) {
      if (withinEntries && to > from && hasEntry(entries, from, to)) break;
      left.delete(tokens[to] ?? BORDER);
      left.delete(joined.get(to) ?? BORDER);
      to = step(to, 1);
    }
    if (left.size === 0) return true;
  }
  return false;
}

function hasEntry(entries: ReadonlySet<number>, from: number, to: number): boolean {
  for (let at = from + 1; at <= to; at += 1) if (entries.has(at)) return true;
  return false;
}
