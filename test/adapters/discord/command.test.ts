import { MessageFlags } from 'discord.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import { type Body, type Place, typeCommand } from '../../support/discord/interactions.ts';
import type { FakeDiscord } from '../../support/discord/server.ts';
import { indexOf, temporaryFolder } from '../../support/engine.ts';
import { bodies, paper } from '../../support/papers.ts';

const DEFERRED = 5;

let discord: FakeDiscord;
beforeAll(async () => {
  const papers = await indexOf([
    paper({
      id: 'one',
      title: 'On ReLU *Networks*',
      authors: ['Ada Brook', 'Jonas Erdős'],
      keywords: ['GAN', 'Folds'],
      tldr: 'They fold.',
      abstract: 'All about folds.',
      decision: 'Accept (Oral)',
      bibtex: '@misc{one,\n  title={On}\n}',
      pages: bodies('Nothing here.', 'Deep ReLU networks fold.'),
    }),
    ...Array.from({ length: 6 }, (_, index) =>
      paper({
        id: `many${index}`,
        keywords: ['GAN'],
        tldr: 'Short.',
        pages: bodies(`Networks of units. A relu, number ${index}.`),
      }),
    ),
  ]);
  discord = await openDiscord();
  await startBot({ discord, papers, dataDir: await temporaryFolder() });
});

function ask(query: string): Promise<Body> {
  return typeCommand(discord, { query }).edited;
}

function labels(body: Body): (string | undefined)[] {
  return (body.components ?? []).flatMap(row =>
    row.components.map(({ label, type }) => (type === 3 ? 'menu' : label)),
  );
}

describe('a search', () => {
  it('is announced at once, and answered by an edit: a card a paper, a menu, and the way on', async () => {
    const asked = typeCommand(discord, { query: 'relu networks' });
    expect((await asked.acknowledged).type).toBe(DEFERRED);
    const body = await asked.edited;
    expect(body.content).toBe(
      '"**relu networks**": 1 paper says exactly this, 7 have all the words · page 1 of 2',
    );
    expect(body.embeds).toHaveLength(5);
    expect(labels(body)).toEqual(['menu', 'Next', 'Share']);
  });

  it('shows on a card the title, venue, authors, tl;dr, the passage with its page, and tags', async () => {
    const [card] = (await ask('relu networks')).embeds ?? [];
    expect(card).toMatchObject({
      title: 'On ReLU \\*Networks\\*',
      url: 'https://openreview.net/forum?id=one',
      description: [
        'ICLR 2019 · Ada Brook, Jonas Erdős',
        'They fold.',
        '[p. 2](https://openreview.net/pdf?id=one#page=2): Deep **ReLU networks** fold.',
        'Tags: gan · folds',
      ].join('\n'),
    });
  });

  it('offers the papers by their titles in the menu', async () => {
    const [menu] = (await ask('relu networks')).components ?? [];
    expect(menu?.components[0]?.options?.[0]).toEqual({
      value: '=paper one',
      label: 'On ReLU *Networks*',
      description: 'ICLR 2019 · Ada Brook, Jonas Erdős',
    });
  });

  it('says what to change about a query that cannot be searched', async () => {
    expect((await ask('foo:bar')).content).toContain('`foo:` is not a field');
  });
});

describe('a command', () => {
  it('without a query helps, with examples to try', async () => {
    const body = await typeCommand(discord).edited;
    expect(body.content).toBe('Search inside 7 papers, their full text included.');
    expect(body.embeds?.[0]?.description).toContain('`/iclr relu networks` papers with both words');
    expect(labels(body)).toEqual(['menu']);
    expect((await ask('help')).content).toBe(body.content);
  });

  it('shows a whole paper by its link, with its tags as buttons, its links and its BibTeX', async () => {
    const body = await ask('paper https://openreview.net/forum?id=one');
    expect(body.embeds?.[0]).toMatchObject({
      title: 'On ReLU \\*Networks\\*',
      description: [
        'ICLR 2019 · Accept (Oral) · Ada Brook, Jonas Erdős',
        '**They fold.**',
        'All about folds.',
        '2 pages of text.',
      ].join('\n'),
    });
    expect(body.embeds?.[1]?.description).toBe('```bibtex\n@misc{one,\n  title={On}\n}\n```');
    expect(labels(body)).toEqual(['gan', 'folds', 'Similar', 'OpenReview', 'PDF', 'Share']);
  });

  it('lists tags with their counts, and searches the one that is chosen', async () => {
    const body = await ask('tags g');
    expect(body.content).toBe('1 tag that begins with `g`');
    expect(body.embeds?.[0]?.description).toBe('gan (7)');
    expect(body.components?.[0]?.components[0]?.options).toEqual([
      { value: '=tag:"gan"', label: 'gan', description: '7 papers' },
    ]);
  });

  it('draws tags and a paper at random, and others', async () => {
    const body = await ask('random');
    expect(body.embeds).toHaveLength(1);
    expect(labels(body)).toEqual(['gan (7)', 'folds (1)', 'Open the paper', 'Others', 'Share']);
  });

  it('shows papers similar to one', async () => {
    expect((await ask('similar one')).content).toContain('**On ReLU \\*Networks\\***');
  });
});

describe('who sees an answer', () => {
  it.each<[string, Place, boolean | undefined, boolean]>([
    ['the caller alone, in a server', 'server', undefined, true],
    ['the caller alone, where share is false', 'server', false, true],
    ['everybody, where share is true', 'server', true, false],
    ['the caller alone, among people', 'people', undefined, true],
    ['the caller, plainly, in a direct message', 'bot', undefined, false],
  ])('is %s', async (_, place, share, isEphemeral) => {
    const asked = typeCommand(discord, { query: 'relu', ...(share === undefined ? {} : { share }) }, place);
    const flags = (await asked.acknowledged).data?.flags ?? 0;
    expect((flags & MessageFlags.Ephemeral) !== 0).toBe(isEphemeral);
    expect(labels(await asked.edited).includes('Share')).toBe(isEphemeral);
  });

  it('is nobody who would be pinged', async () => {
    const body = await ask('relu');
    expect(body.allowed_mentions).toEqual({ parse: [] });
  });
});
