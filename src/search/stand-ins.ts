/**
 * The engine takes these characters for letters: "batch size=128" would be the words "batch" and
 * "size=128". Its setting for more separators costs three milliseconds a search, because it builds its
 * tokeniser anew for each. So in the index each of them is played by a kind of white space that the
 * engine takes for a separator and that no text of ours holds, since white space is made plain. The
 * most frequent come first: tab and line ends keep a text of one byte a character.
 */
const GLUE = [...'=|^~<>$→∈∑∂∇¬°'];
const STAND_INS = [...'\t\n\r\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2029\u3000'];

const TO_INDEX = new Map(GLUE.map((glue, index) => [glue, STAND_INS[index] ?? ' ']));
const FROM_INDEX = new Map(STAND_INS.map((standIn, index) => [standIn, GLUE[index] ?? ' ']));

const ANY_GLUE = new RegExp(`[${GLUE.join('').replace('^', String.raw`\^`)}]`, 'gu');
const ANY_STAND_IN = new RegExp(`[${STAND_INS.join('')}]`, 'gu');

/** @returns the text as it goes into the index; as long as it was */
export function toIndexText(text: string): string {
  return text.replaceAll(/[^\S ]/gu, ' ').replaceAll(ANY_GLUE, glue => TO_INDEX.get(glue) ?? glue);
}

/** @returns the text as it was before {@link toIndexText}, its white space aside */
export function fromIndexText(text: string): string {
  return text.replaceAll(ANY_STAND_IN, standIn => FROM_INDEX.get(standIn) ?? standIn);
}
