import { withSymbols } from './latex-symbols.ts';

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
 * What LaTeX is made readable of: a text that has more is no title and no abstract, and stays as it was typed. Of
 * ICLR 2019, the longest abstract has 2,423 characters, and the one with the most LaTeX 40 commands and dollars.
 */
export const LATEX_LIMITS = { characters: 20_000, commands: 500 } as const;

/**
 * Makes the LaTeX in a title readable: `$\mu$` is μ, `Monge-Amp\`ere` is Monge-Ampère. A command that
 * the table of symbols does not know keeps its name and loses its backslash.
 */
export function readableLatex(text: string): string {
  if (text.length > LATEX_LIMITS.characters) return text;
  const signs = text.match(/[\\$]/gu)?.length ?? 0;
  return signs === 0 || signs > LATEX_LIMITS.commands ? text : readable(text);
}

function readable(text: string): string {
  return text
    .replaceAll(ACCENT, (_, mark: string, braced: string | undefined, bare: string | undefined) =>
      `${braced ?? bare ?? ''}${COMBINING[mark] ?? ''}`.normalize('NFC'),
    )
    .replaceAll(STYLE, (_, braced: string | undefined, rest: string | undefined) => braced ?? rest ?? '')
    .replaceAll(MATHS, (_, maths: string) => readableSymbols(maths))
    .replaceAll(COMMAND, command => readableSymbols(command))
    .replaceAll(ESCAPED, '$1');
}

function readableSymbols(latex: string): string {
  return withSymbols(latex)
    .replaceAll(/\\([A-Za-z]+)\s?/gu, '$1 ')
    .replaceAll(/[{}]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
