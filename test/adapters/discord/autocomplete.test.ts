import { beforeAll, describe, expect, it } from 'vitest';
import { toChoices } from '../../../adapters/discord/listeners/autocomplete.ts';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import { typeOn } from '../../support/discord/interactions.ts';
import type { FakeDiscord } from '../../support/discord/server.ts';
import { indexOf, temporaryFolder } from '../../support/engine.ts';
import { paper } from '../../support/papers.ts';

const CHOICES = 8;

let discord: FakeDiscord;
beforeAll(async () => {
  const papers = await indexOf([
    paper({ id: 'one', keywords: ['GAN', 'Conditional GAN'] }),
    paper({ id: 'two', keywords: ['GAN'] }),
  ]);
  discord = await openDiscord();
  await startBot({ discord, papers, dataDir: await temporaryFolder() });
});

describe('typing a query', () => {
  it('offers the words, and the tags that begin with or hold them, with their counts', async () => {
    const { type, data } = await typeOn(discord, 'ga').acknowledged;
    expect(type).toBe(CHOICES);
    expect(data?.choices).toEqual([
      { value: 'ga', name: 'ga' },
      { value: 'tag:"gan"', name: 'tag:"gan" · 2 papers' },
      { value: 'tag:"conditional gan"', name: 'tag:"conditional gan" · 1 paper' },
    ]);
  });

  it('offers the commands where nothing is typed yet', async () => {
    const { data } = await typeOn(discord, '').acknowledged;
    expect(data?.choices?.[0]).toEqual({
      value: 'random',
      name: 'random · five tags and a paper, for inspiration',
    });
  });
});

describe('choices', () => {
  const one = { command: 'relu', about: '' };

  it('are 25 and no more', () => {
    expect(toChoices(Array.from({ length: 25 }, () => one))).toHaveLength(25);
    expect(toChoices(Array.from({ length: 26 }, () => one))).toHaveLength(25);
  });

  it('are commands of 100 characters and no more, because a part of one means something else', () => {
    expect(toChoices([{ command: 'x'.repeat(100), about: '' }])).toHaveLength(1);
    expect(toChoices([{ command: 'x'.repeat(101), about: '' }])).toEqual([]);
  });

  it('have names of 100 characters and no more, with what they do at the end', () => {
    const [choice] = toChoices([{ command: 'x'.repeat(100), about: '7 papers' }]);
    expect(choice?.name).toHaveLength(100);
    expect(choice?.name).toMatch(/x… · 7 papers$/u);
  });
});
