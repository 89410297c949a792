import unicodeit from 'unicodeit';

const MATHS = /(?<!\\)\$([^$]+)(?<!\\)\$/gu;
/** A command with its argument. */
const COMMAND = /\\[A-Za-z]+(?:\s*\{[^{}]*\})?/gu;
/** Commands that change how their argument looks and not what it says. */
const STYLE =
  /\{?\\(?:emph|textit|textbf|textsc|texttt|textrm|text|mathrm|mathbf|boldsymbol|underline|em|it|bf|sc)\b\s*(?:\{([^{}]*)\}|([^{}]*)\}?)/gu;
const ACCENT = /\\([`'^"~=.])(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))/gu;
/** Combining characters: the table of symbols knows accents only before braces, and no circumflex. */
const COMBINING: Readonly<Record<string, string>> = {
  '`': '\u0300',
  "'": '\u0301',
  '^': '\u0302',
  '~': '\u0303',
  '=': '\u0304',
  '.': '\u0307',
  '"': '\u0308',
};
const ESCAPED = /\\([%&#_{}$])/gu;

/**
 * Makes the LaTeX in a title readable: `$\mu$` is μ, `Monge-Amp\`ere` is Monge-Ampère. A command that
 * the table of symbols does not know keeps its name and loses its backslash.
 */
export function readableLatex(text: string): string {
  if (!/[\\$]/u.test(text)) return text;
  // The table is searched through for each symbol, which takes a millisecond: once is enough.
  const known = new Map<string, string>();
  const symbols = (latex: string): string => {
    const readable = known.get(latex) ?? readableSymbols(latex);
    known.set(latex, readable);
    return readable;
  };
  return text
    .replaceAll(ACCENT, (_, mark: string, braced: string | undefined, bare: string | undefined) =>
      `${braced ?? bare ?? ''}${COMBINING[mark] ?? ''}`.normalize('NFC'),
    )
    .replaceAll(STYLE, (_, braced: string | undefined, rest: string | undefined) => braced ?? rest ?? '')
    .replaceAll(MATHS, (_, maths: string) => symbols(maths))
    .replaceAll(COMMAND, command => symbols(command))
    .replaceAll(ESCAPED, '$1');
}

function readableSymbols(latex: string): string {
  return unicodeit
    .replace(latex)
    .replaceAll(/\\([A-Za-z]+)\s?/gu, '$1 ')
    .replaceAll(/[{}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
