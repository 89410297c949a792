import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBib } from '../../../ingest/folder/bibtex.ts';

function contentsOf(text: string) {
  return [...readBib(text)].map(({ content }) => content);
}

describe('a BibTeX file', () => {
  it('may have lines within a field that begin with @, and entries on one line', () => {
    const first = '@article{a, title = {On\n@inproceedings{mentions} and\n@others}, year = 2019}';
    const second = '@misc{b, title = "See\n@x{y}"}';
    expect([...readBib(`${first} ${second}`)]).toMatchObject([
      { content: { id: 'a', title: 'On\n@inproceedingsmentions and\n@others', year: '2019', bibtex: first } },
      { content: { id: 'b', bibtex: second } },
    ]);
  });

  it('loses one entry to braces that are never closed, and says on which line it begins', () => {
    const text =
      '% mine, ada@example.org\n@article{broken, title={never closed}\n\n@book(fine, title={Fine})\n';
    expect([...readBib(text)]).toMatchObject([
      { where: 'line 2 (broken)', content: null, problem: 'is no BibTeX that can be read' },
      { where: 'line 4 (fine)', content: { id: 'fine', title: 'Fine' } },
    ]);
  });

  it('is read with its strings, its accents and the files of reference managers', () => {
    const text = String.raw`
      @string{venue = "Quokka Letters"}
      @comment{@article{not, title={This}}}
      @article{k,
        author = {Kova{\v{c}}evi{\'c}, Mia and {Brook and Sons} and M{\"u}ller, Jan},
        title = {{GAN}s for \emph{Quokkas} \& Co},
        journal = venue # { 7},
        url = {https://example.org/a\_b~c},
        file = {Full Text:files/12/a_b.pdf:application/pdf}
      }`;
    expect(contentsOf(text)).toMatchObject([
      {
        authors: ['Mia Kovačević', 'Brook and Sons', 'Jan Müller'],
        title: 'GANs for Quokkas & Co',
        journal: 'Quokka Letters 7',
        url: 'https://example.org/a_b~c',
        file: 'files/12/a_b.pdf',
      },
    ]);
  });

  it('never throws, whatever it holds', () => {
    const piece = fc.constantFrom(
      '@',
      '{',
      '}',
      '"',
      ',',
      '=',
      '#',
      '\\',
      '(',
      ')',
      '\n',
      'a',
      'title',
      '@string{',
    );
    const text = fc.array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string({ unit: 'binary' })));
    fc.assert(
      fc.property(text, parts => {
        for (const { where } of readBib(parts.join(''))) expect(where).toMatch(/^line \d+/u);
      }),
    );
  });

  it('gives back every title that can stand in braces', () => {
    const title = fc.string({ unit: 'binary' }).map(text => text.replaceAll(/[\\{}$~]/gu, ''));
    fc.assert(
      fc.property(fc.array(title), titles => {
        const text = titles.map((one, index) => `@misc{k${index},\n title = {${one}}\n}\n`).join('\n');
        expect(contentsOf(text)).toMatchObject(titles.map((one, index) => ({ id: `k${index}`, title: one })));
      }),
    );
  });
});
