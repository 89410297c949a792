import { BREAK, brokenWords, isOneWord, type Vocabulary } from './hyphens.ts';

/** A text as it is shown, and windows on its other readings. */
export interface Readings {
  readonly shown: string;
  readonly seams: readonly string[];
}

// With the broken word at either end a phrase of eight words still fits.
const WORDS_AROUND = 7;

// Twice the length of seven ordinary words: what reaches further is no phrase but a formula without spaces.
const REACH = 150;

const BREAKS = new RegExp(BREAK, 'gu');

/**
 * @param marked - text with BREAK for each line-end hyphen
 * @param vocabulary - the words of the whole paper
 * @returns the text with every broken word in its likelier form, and the other form of each with seven words
 * either side; where two broken words stand that close, also a window with the other forms of both
 */
export function readingsOf(marked: string, vocabulary: Vocabulary): Readings {
  const broken = brokenWords(marked);
  const joined = new Set(broken.filter(word => isOneWord(word, vocabulary)).map(({ at }) => at));
  const read = (from: number, to: number, others: readonly number[]) =>
    marked.slice(from, to).replace(BREAKS, (_break, offset: number) => {
      const at = from + offset;
      if (others.includes(at)) return joined.has(at) ? ' ' : '';
      return joined.has(at) ? '' : '-';
    });

  const seams = broken.flatMap(({ at }, index) => {
    const [from, to] = [startOfWindow(marked, at), endOfWindow(marked, at)];
    const next = broken[index + 1]?.at ?? marked.length;
    const alone = read(from, to, [at]);
    return next < to ? [alone, read(from, endOfWindow(marked, next), [at, next])] : [alone];
  });
  return {
    shown: read(0, marked.length, []),
    seams: seams.map(seam => seam.trim()).filter(seam => seam !== ''),
  };
}

function startOfWindow(marked: string, at: number): number {
  const words = marked.slice(Math.max(0, at - REACH), at).split(' ');
  if (at > REACH) words.shift();
  return at - words.slice(-1 - WORDS_AROUND).join(' ').length;
}

function endOfWindow(marked: string, at: number): number {
  const words = marked.slice(at + 1, at + 1 + REACH).split(' ');
  if (at + 1 + REACH < marked.length) words.pop();
  return at + 1 + words.slice(0, 1 + WORDS_AROUND).join(' ').length;
}
