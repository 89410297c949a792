/** The package brings no types of its own. */
declare module 'bibtex-parse' {
  /**
   * @returns items: strings, preambles, comments and entries
   * @throws where the text is no BibTeX
   */
  export function parse(bibtex: string, options: { readonly number: 'string' }): unknown[];
}
