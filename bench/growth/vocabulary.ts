/** The words of many texts, and how a larger corpus of the same kind would have more of them. */
export interface Vocabulary {
  readonly size: number;
  /** V = k · papers^beta: Heaps' law, by the vocabularies of an eighth of the papers and of all. */
  readonly beta: number;
  /** Words that one paper alone has. */
  readonly rare: ReadonlySet<string>;
}

const WORD = /(?<![\p{L}\p{N}])\p{L}{4,}(?![\p{L}\p{N}])/gu;
const PART = 8;

/** @param papers the texts of each paper */
export function vocabularyOf(papers: readonly (readonly string[])[]): Vocabulary {
  const holders = new Map<string, number>();
  let sizeOfPart = 0;
  for (const [index, texts] of papers.entries()) {
    const words = new Set(texts.flatMap(text => text.toLowerCase().match(WORD) ?? []));
    for (const word of words) holders.set(word, (holders.get(word) ?? 0) + 1);
    if (index === Math.floor(papers.length / PART)) sizeOfPart = holders.size;
  }
  return {
    size: holders.size,
    beta: Math.log(holders.size / sizeOfPart) / Math.log(PART),
    rare: new Set([...holders].flatMap(([word, count]) => (count === 1 ? [word] : []))),
  };
}

/**
 * @param round how many times the papers have been used before
 * @returns a function that gives a text with as many of its rare words renamed as make the vocabulary grow as
 * it does among the papers themselves
 */
export function renamer({ size, beta, rare }: Vocabulary, round: number): (text: string) => string {
  const grown = size * ((round + 1) ** beta - round ** beta);
  const share = Math.min(1, grown / rare.size);
  const suffix = lettersOf(round);
  return text =>
    text.replaceAll(WORD, word =>
      rare.has(word.toLowerCase()) && partOf(`${word.toLowerCase()} ${suffix}`) < share
        ? word + suffix
        : word,
    );
}

/** @returns "b" for 1, "ba" for 26 */
function lettersOf(round: number): string {
  return round.toString(26).replaceAll(/./gu, digit => String.fromCharCode(97 + Number.parseInt(digit, 26)));
}

/** @returns a number in [0, 1) that is the same for the same text */
function partOf(text: string): number {
  let hash = 2_166_136_261;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** @returns how many words there are after so many rounds, the first being the papers themselves */
export function grownSize(vocabulary: Vocabulary, rounds: number): number {
  let size = vocabulary.size;
  for (let round = 1; round < rounds; round += 1) {
    const rename = renamer(vocabulary, round);
    for (const word of vocabulary.rare) if (rename(word) !== word) size += 1;
  }
  return size;
}
