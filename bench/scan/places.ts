import { BORDER, type Stream } from './stream.ts';

/** Where each token of a stream stands. */
export interface Places {
  of(token: number): Int32Array;
  /** Places of the first halves of broken words that make this token. */
  ofJoined(token: number): readonly number[];
}

export function placesOf({ tokens, numbers, joined }: Stream): Places {
  const starts = new Int32Array(numbers.size + 1);
  for (const token of tokens) starts[token + 1] = (starts[token + 1] ?? 0) + 1;
  for (let token = 1; token < starts.length; token += 1)
    starts[token] = (starts[token] ?? 0) + (starts[token - 1] ?? 0);
  const next = starts.slice();
  const places = new Int32Array(tokens.length);
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? BORDER;
    const free = next[token] ?? 0;
    places[free] = at;
    next[token] = free + 1;
  }
  const ofJoined = new Map<number, number[]>();
  for (const [at, token] of joined) {
    const known = ofJoined.get(token);
    if (known === undefined) ofJoined.set(token, [at]);
    else known.push(at);
  }
  return {
    of: token => places.subarray(starts[token], starts[token + 1]),
    ofJoined: token => ofJoined.get(token) ?? [],
  };
}

/**
 * Calls back with every place where the phrase begins: found by its rarest token, and by each of its tokens
 * that a hyphen at a line's end broke.
 */
export function eachPhrase(
  stream: Stream,
  places: Places,
  phrase: readonly number[],
  found: (at: number) => void,
): void {
  const { tokens, joined } = stream;
  const goesOn = (at: number, index: number): boolean => {
    if (index === phrase.length) return true;
    if (tokens[at] === phrase[index] && goesOn(at + 1, index + 1)) return true;
    return joined.get(at) === phrase[index] && goesOn(at + 2, index + 1);
  };
  /** @param at the place after the last token that still has to be found */
  const comesFrom = (at: number, index: number): boolean => {
    if (index < 0) return true;
    if (tokens[at - 1] === phrase[index] && comesFrom(at - 1, index - 1)) return true;
    return joined.get(at - 2) === phrase[index] && comesFrom(at - 2, index - 1);
  };
  const sizes = phrase.map(token => places.of(token).length);
  const rarest = sizes.indexOf(Math.min(...sizes));
  for (const at of places.of(phrase[rarest] ?? BORDER)) {
    let same = 0;
    while (same < phrase.length && tokens[at - rarest + same] === phrase[same]) same += 1;
    if (same === phrase.length) found(at);
  }
  for (const [index, token] of phrase.entries()) {
    for (const at of places.ofJoined(token))
      if (comesFrom(at, index - 1) && goesOn(at + 2, index + 1)) found(at);
  }
}
