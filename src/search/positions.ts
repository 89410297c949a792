/** The engine counts so many for the end of a sentence, and for each step to the next element of an array. */
const STEP = 8;

/**
 * How many positions a text takes at most: one for each word, and the cost of a sentence's end for
 * whatever else than spaces and hyphens stands between words.
 */
export function positionsOf(text: string): number {
  let count = STEP;
  let before: Kind = 'gap';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? 0;
    const kind = code < ASCII ? (ASCII_KINDS[code] ?? 'gap') : kindOf(String.fromCodePoint(code));
    if (code > LAST_OF_ONE_UNIT) at += 1;
    if (kind === before) continue;
    if (kind === 'word') count += 1;
    if (kind === 'sign') count += STEP;
    before = kind;
  }
  return count;
}

type Kind = 'word' | 'sign' | 'gap';

function kindOf(character: string): Kind {
  if (/[\p{L}\p{N}\p{M}]/u.test(character)) return 'word';
  return /[\s-]/u.test(character) ? 'gap' : 'sign';
}

const ASCII = 128;
const LAST_OF_ONE_UNIT = 0xffff;
const ASCII_KINDS = Array.from({ length: ASCII }, (_, code) => kindOf(String.fromCodePoint(code)));
