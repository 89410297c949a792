const EMAIL = /\S*@\S+/gu;

// Searching a line for addresses takes the square of its length, and no line of a page is longer.
const LONGEST_LINE = 1_000;

// "Ada Felis1,2" "Ada Felis∗" : a mark ends a name even where no comma does.
const MARKS = /[\d*∗†‡§¶⇤♯♦+]+(?:\s*,\s*[\d*∗†‡§¶]+)*/gu;
const PARTING = /[,;\t]|(?:^|\s)(?:and|&)(?=\s|$)/u;

const NAME_WORD =
  /^(?:\p{Lu}(?:[\p{L}\p{M}'’.-]*[\p{L}\p{M}.])?|d[eiu]l?|van|von|der|den|la|le|bin|ibn|ter|ten|dos|da)$/u;
const ACRONYM = /^\p{Lu}{4,}$/u;
const NO_NAME =
  /universit|institut|inria|cnrs|report|\btrans\.|department|\bdept|laborator|\blabs?\b|school|college|research|academy|cent(?:er|re)\b|faculty|division|science|engineering|technolog|compan|\binc\b|\bltd\b|\bcorp|\bgmbh\b|google|facebook|microsoft|deepmind|openai|\bibm\b|baidu|amazon|nvidia|adobe|yahoo|twitter|brain|group|team|street|avenue|road|\busa\b|\buk\b|canada|china|france|germany|switzerland|new york|mountain view|san francisco|montr[ée]al|author|abstract|conference|workshop|journal|proceedings|review|version|contents/iu;

/** @returns the names of people in a line, without marks and addresses; what names a place or a firm is left out */
export function namesIn(line: string): string[] {
  return line
    .slice(0, LONGEST_LINE)
    .replace(EMAIL, '\t')
    .replace(MARKS, ',')
    .split(PARTING)
    .map(part => part.replace(/\s+/gu, ' ').trim())
    .filter(isName)
    .map(inSmallLetters);
}

function isName(text: string): boolean {
  const words = text.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    words.every(word => NAME_WORD.test(word)) &&
    words.some(word => /^\p{Lu}[\p{L}\p{M}'’-]+$/u.test(word)) &&
    !(/\p{Ll}/u.test(text) && words.some(word => ACRONYM.test(word))) &&
    !NO_NAME.test(text)
  );
}

/** "ADA FELIS" is "Ada Felis", "A. B. FELIS" "A. B. Felis". */
function inSmallLetters(name: string): string {
  if (/\p{Ll}/u.test(name)) return name;
  return name.replace(/(?<=\p{Lu})\p{Lu}+/gu, letters => letters.toLowerCase());
}
