import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/search/query.ts';
import { seekAll } from '../../src/search/seek.ts';
import { openForWriting } from '../../src/texts/database.ts';
import { spellingOf } from '../../src/texts/phrase.ts';
import type { TextReader } from '../../src/texts/reader.ts';
import { createReader } from '../../src/texts/reader.ts';
import { createWriter } from '../../src/texts/writer.ts';
import { anyText } from '../support/any-text.ts';
import { atEnd, temporaryFolder } from '../support/engine.ts';
import { bodies, paper, textPaperOf } from '../support/papers.ts';
import { foundIn, textsOf } from '../support/texts.ts';

let reader: TextReader;
beforeAll(async () => {
  const one = (id: string, ...texts: string[]) => paper({ id, title: id, pages: bodies(...texts) });
  reader = await textsOf([
    one('cpp', 'Written in C++ and C#, by A* and k-means++.'),
    one('vitamin', 'Vitamin C helps.'),
    one('beta', 'A β-VAE learns.'),
    one('name', 'A beta-VAE learns.'),
    one('tsne', 'A t-SNE plot.'),
    one('joined', 'A tSNE plot.'),
    one('kernel', 'With 1×1 kernels.'),
    one('spaced', 'With 1 x 1 kernels.'),
    one('norm', 'The L_2 norm.'),
    one('raised', 'The L² norm, 10⁴ times.'),
    one('bracket', 'Deep ReLU (networks) fold.'),
    one('phrase', 'Deep ReLU networks fold.'),
    one('border', 'It ends here', 'and begins there.'),
    one('digits', 'It is 10-4, not 104.'),
    one('number', 'It is 104 alone.'),
    one('chinese', '我们研究深度学习。'),
    paper({ id: 'fields', title: 'One two', abstract: 'Three four.', authors: ['Ada Brook', 'Bea Cole'] }),
    paper({
      id: 'broken',
      title: 'broken',
      pages: bodies('In multiagent play.'),
      seams: { body: ['In multi agent play.'], references: [] },
    }),
  ]);
});

describe('the text index', () => {
  it.each([
    ['c++', ['cpp']],
    ['"c#"', ['cpp']],
    ['"a*"', ['cpp']],
    ['"k-means++"', ['cpp']],
    ['"c"', ['cpp', 'vitamin']],
    ['"beta vae"', ['beta', 'name']],
    ['β-VAE', ['beta', 'name']],
    ['"βVAE learns"', ['beta', 'name']],
    ['t-SNE', ['joined', 'tsne']],
    ['"tSNE plot"', ['joined', 'tsne']],
    ['"t sne plot"', ['joined', 'tsne']],
    ['plot -tsne', []],
    ['"1x1 kernels"', ['kernel', 'spaced']],
    ['1×1', ['kernel', 'spaced']],
    ['"1 × 1"', ['kernel', 'spaced']],
    ['"L2 norm"', ['norm', 'raised']],
    ['L_{2}', ['norm', 'raised']],
    ['"10^4"', ['digits', 'raised']],
    ['"relu networks"', ['phrase']],
    ['"relu (networks"', ['bracket']],
    ['"relu ( networks"', ['bracket']],
    ['relu networks', ['bracket', 'phrase']],
    ['"here and"', []],
    ['"104"', ['digits', 'number']],
    ['"10 4"', ['digits', 'raised']],
    ['"深度学习"', ['chinese']],
    ['"度学"', ['chinese']],
    ['"two three"', []],
    ['"brook bea"', []],
    ['"multi agent play"', ['broken']],
    ['"multiagent play"', ['broken']],
    ['title:"one two"', ['fields']],
    ['title:three', []],
  ])('finds %s in %j', (query, ids) => {
    expect(foundIn(reader, query).sort()).toEqual(ids);
  });

  it('says who is there, and nothing of who is not', () => {
    const number = reader.numberOf('fields') ?? 0;
    expect(reader.head(number)).toMatchObject({ id: 'fields', authors: ['Ada Brook', 'Bea Cole'] });
    expect(reader.pages(number).pages).toEqual([]);
    expect(reader.numberOf('nobody')).toBeNull();
    expect(() => reader.head(10_000)).toThrow('npm run check-index');
    expect(reader.counts()).toEqual({ papers: 18, withText: 17 });
    expect(reader.venues()).toEqual(['ICLR.cc/2019/Conference']);
  });
});

describe('any text', () => {
  it('is found by every phrase that is cut out of it between two spaces', async () => {
    const database = openForWriting(await temporaryFolder());
    const [writer, any] = [createWriter(database), createReader(database)];
    atEnd(() => any.close());
    const texts = fc.array(anyText, { minLength: 1, maxLength: 8 }).map(parts => parts.join(' '));
    fc.assert(
      fc.property(texts, fc.nat(20), fc.nat(8), (text, from, length) => {
        writer.put([textPaperOf(paper({ id: 'a', title: 'none', pages: bodies(text) }))]);
        const cut = text
          .split(' ')
          .slice(from, from + length + 1)
          .join(' ');
        const spelling = spellingOf(cut);
        if (spelling.length === 0) return;
        expect(
          any.numbers([{ kind: 'said', phrase: { spellings: [spelling] }, excluded: false }]),
        ).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('is understood as a query', () => {
    fc.assert(
      fc.property(anyText, text => {
        const parsed = parseQuery(text);
        if (parsed.ok) expect(seekAll(reader, parsed.query)).toEqual(expect.any(Array));
      }),
    );
  });
});
