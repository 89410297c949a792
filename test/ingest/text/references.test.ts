import { describe, expect, it } from 'vitest';
import { findReferences } from '../../../ingest/text/references.ts';

const PROSE = 'We stroke every cat in turn, note whether it purrs, and report the mean of ten strokes.';
const ENTRIES = [
  'Ada Felis and Bob Canis. Purring as a signal. Journal of Pets, 3(2):10-20, 2011.',
  'C. Lynx. On whiskers. In Proceedings of the Second Conference on Cats, pp. 1-9, 2014.',
  'D. Puma, E. Jaguar. Stripes. arXiv preprint arXiv:1401.00001, 2015.',
];

function referencesOf(lines: readonly string[]): string[][] {
  return findReferences(lines).map(({ from, to }) => lines.slice(from, to));
}

describe('findReferences', () => {
  it.each([
    'REFERENCES',
    'References',
    'R EFERENCES',
    '7. References',
    '12 REFERENCES',
    'References:',
    'REFERENCES REFERENCES',
    'Bibliography',
    '§9 References',
    'References and Notes',
  ])('starts at the heading %s', heading => {
    expect(referencesOf([PROSE, heading, ...ENTRIES])).toEqual([[heading, ...ENTRIES]]);
  });

  it('starts at a heading that the first entry was glued to', () => {
    const list = [`REFERENCES ${ENTRIES[0]}`, ...ENTRIES.slice(1)];
    expect(referencesOf([PROSE, ...list])).toEqual([list]);
  });

  it('finishes an entry whose last line has no mark, where the text after it has no heading in capitals', () => {
    const last = 'D. Puma. Stripes, 2015. Proceedings of the Conference on Animals with';
    const list = ['References', ...ENTRIES, last, 'Stripes and Spots.'];
    const appendix = ['A Further Proofs', ...Array.from({ length: 40 }, () => PROSE)];
    expect(referencesOf([PROSE, ...list, ...appendix])).toEqual([list]);
  });

  it('ends with a list of names that begin with their initials', () => {
    const names = [
      '[9] E. Lion, F. Tiger, G. Leopard, H. Cougar, I. Bobcat,',
      'J. Margay, K. Serval, and L. Caracal, “Manes”',
    ];
    const list = ['5. REFERENCES', ...ENTRIES, ...names];
    expect(referencesOf([PROSE, ...list, 'A ROARS', ...Array.from({ length: 40 }, () => PROSE)])).toEqual([
      list,
    ]);
  });

  it.each([
    'APPENDIX',
    'A PPENDIX',
    'Appendix A: Cats',
    '8 APPENDIX',
    'A APPENDIX',
    'Supplementary Material',
    'SUPPLEMENTARY MATERIALS',
    'Acknowledgments',
    'A PROOFS OF THE LEMMAS',
    'A.1 FURTHER RESULTS',
  ])('ends before the heading %s', heading => {
    expect(referencesOf(['REFERENCES', ...ENTRIES, heading, PROSE, PROSE])).toEqual([
      ['REFERENCES', ...ENTRIES],
    ]);
  });

  it('ends before prose or tables that no heading announces', () => {
    const rest = [PROSE, '0.1 0.2 0.3', PROSE, PROSE, PROSE];
    expect(referencesOf(['REFERENCES', ...ENTRIES, ...rest])).toEqual([['REFERENCES', ...ENTRIES]]);
  });

  it('goes on over page numbers, running heads and a figure in its midst', () => {
    const interruption = [
      '9',
      'Under review as a conference paper at ICLR 2019',
      'Figure 4: Two cats.',
      '0 1 2',
    ];
    const list = ['REFERENCES', ...ENTRIES, ...interruption, ...ENTRIES];
    expect(referencesOf([PROSE, ...list, 'APPENDIX', PROSE])).toEqual([list]);
  });

  it('reads entries that are broken over several lines', () => {
    const broken = ENTRIES.flatMap(entry => entry.split('. ')).filter(line => line !== '');
    expect(referencesOf([PROSE, 'References', ...broken, 'A CATS IN DETAIL', PROSE])).toEqual([
      ['References', ...broken],
    ]);
  });

  it('keeps a last entry that has neither year nor publisher', () => {
    const list = ['REFERENCES', ...ENTRIES, 'F. Ocelot. Personal communication.'];
    expect(referencesOf([...list, 'APPENDIX', PROSE])).toEqual([list]);
  });

  it('finds a second list after the appendix', () => {
    const list = ['REFERENCES', ...ENTRIES];
    expect(referencesOf([PROSE, ...list, 'APPENDIX', PROSE, PROSE, ...list])).toEqual([list, list]);
  });

  it.each([
    ['a table of contents', ['1 Introduction 1', 'References', '9', 'A Proofs 10', PROSE, PROSE]],
    ['the label of a figure', ['Reference', 'Ours', PROSE]],
    ['a sentence', ['References to cats are listed by Felis (2011) and Lynx (2014).', PROSE]],
    ['a paper without a list', [PROSE, '(Felis et al., 2011; Lynx, 2014)', PROSE]],
  ])('finds none in %s', (_where, lines) => {
    expect(referencesOf(lines)).toEqual([]);
  });

  it('skips a table of contents and finds the list itself', () => {
    const list = ['References', ...ENTRIES];
    expect(referencesOf(['Contents', 'References', 'Appendix', PROSE, ...list])).toEqual([list]);
  });
});
