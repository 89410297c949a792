/** The package brings no types of its own. */
declare module 'bibtex-parse' {
  /** @throws where the text is no BibTeX */
  export function entries(bibtex: string): unknown[];
}
