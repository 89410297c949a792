import { MessageFlags } from 'discord.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Connected } from '../../../src/platforms.ts';
import type { Papers } from '../../../src/search/papers.ts';
import { openDiscord, startBot } from '../../support/discord/bot.ts';
import {
  type Body,
  choose,
  clickButton,
  type Seen,
  typeCommand,
} from '../../support/discord/interactions.ts';
import type { FakeDiscord } from '../../support/discord/server.ts';
import { indexOf, temporaryFolder } from '../../support/engine.ts';
import { bodies, paper } from '../../support/papers.ts';

const MESSAGE = 4;
const DEFERRED = 5;
const DEFERRED_UPDATE = 6;
/** A title of 140 characters: more than the id of a button holds. */
const TITLE = `Folding ${'deep relu networks of many layers '.repeat(4)}`.slice(0, 140).trimEnd();

let discord: FakeDiscord;
let papers: Papers;
let dataDir: string;
let connected: Connected;

beforeAll(async () => {
  papers = await indexOf([
    paper({ id: 'one', title: TITLE, keywords: ['GAN'], abstract: 'All about folds.' }),
    ...Array.from({ length: 6 }, (_, index) =>
      paper({ id: `many${index}`, keywords: ['GAN'], pages: bodies(TITLE) }),
    ),
  ]);
  dataDir = await temporaryFolder();
  discord = await openDiscord();
  connected = await startBot({ discord, papers, dataDir });
});

/** @returns the answer to a command as its caller sees it, and as others do where it is shared */
async function ask(query: string, isEphemeral = true): Promise<Seen> {
  return { body: await typeCommand(discord, { query }).edited, isEphemeral };
}

function idOf({ body }: Seen, label: string): string {
  const found = (body.components ?? []).flatMap(row => row.components).find(one => one.label === label);
  if (found?.custom_id === undefined) throw new Error(`no button ${label} in ${JSON.stringify(body)}`);
  return found.custom_id;
}

function isEphemeral(body: Body | undefined): boolean {
  return ((body?.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
}

describe('Previous and Next', () => {
  it('turn the page in place, there and back', async () => {
    const first = await ask('networks');
    expect(first.body.content).toMatch(/page 1 of 2$/u);
    const next = clickButton(discord, first, idOf(first, 'Next'));
    expect((await next.acknowledged).type).toBe(DEFERRED_UPDATE);
    const second = { body: await next.edited, isEphemeral: true };
    expect(second.body.content).toMatch(/page 2 of 2$/u);
    const back = clickButton(discord, second, idOf(second, 'Previous'));
    expect((await back.edited).content).toBe(first.body.content);
  });

  it('turn it in place in a direct message, too, where nobody else is', async () => {
    const first = await ask('networks', false);
    const next = clickButton(discord, first, idOf(first, 'Next'), 'bot');
    expect((await next.acknowledged).type).toBe(DEFERRED_UPDATE);
  });

  it('leave the page as it is where it cannot be turned, and say so to the one who clicked', async () => {
    const first = await ask('networks');
    const asked = clickButton(discord, first, 'turn=networks page:9');
    expect((await asked.acknowledged).type).toBe(DEFERRED_UPDATE);
    const followed = await asked.followed;
    expect(followed.content).toBe('This search has 2 pages.');
    expect(isEphemeral(followed)).toBe(true);
  });
});

describe('the menu', () => {
  it('answers with the whole paper, for the one who chose', async () => {
    const asked = choose(discord, await ask('folds'), '=paper one');
    const acknowledged = await asked.acknowledged;
    expect(acknowledged.type).toBe(DEFERRED);
    expect(isEphemeral(acknowledged.data)).toBe(true);
    expect((await asked.edited).embeds?.[0]?.description).toContain('All about folds.');
  });
});

describe('a whole paper', () => {
  it('leads to what is similar and to its tags', async () => {
    const shown = await ask('paper one');
    const similar = clickButton(discord, shown, idOf(shown, 'Similar'));
    expect((await similar.edited).content).toMatch(/^Papers that share tags and title words with/u);
    const tag = clickButton(discord, shown, idOf(shown, 'gan'));
    expect((await tag.edited).content).toContain('7 papers match');
  });
});

describe('Share', () => {
  it('posts for everybody what the caller sees, with who shares it, and without the button', async () => {
    const seen = await ask('random');
    const asked = clickButton(discord, seen, idOf(seen, 'Share'));
    const { type, data } = await asked.acknowledged;
    expect(type).toBe(MESSAGE);
    expect(isEphemeral(data)).toBe(false);
    expect(data?.content).toBe(`**Ada** shares:\n${seen.body.content}`);
    expect(data?.embeds).toEqual(seen.body.embeds);
    expect(JSON.stringify(data?.components)).not.toContain('"share"');
    expect(data?.allowed_mentions).toEqual({ parse: [] });
  });
});

describe('a click on a shared answer', () => {
  it('answers that person alone, and leaves the shared message as it is', async () => {
    const shared = await ask('networks', false);
    const asked = clickButton(discord, shared, idOf(shared, 'Next'));
    const acknowledged = await asked.acknowledged;
    expect(acknowledged.type).toBe(DEFERRED);
    expect(isEphemeral(acknowledged.data)).toBe(true);
    expect((await asked.edited).content).toMatch(/page 2 of 2$/u);
  });

  it('does so among people in a direct message', async () => {
    const shared = await ask('networks', false);
    const acknowledged = await clickButton(discord, shared, idOf(shared, 'Next'), 'people').acknowledged;
    expect(acknowledged.type).toBe(DEFERRED);
    expect(isEphemeral(acknowledged.data)).toBe(true);
  });
});

describe('a button of before a restart', () => {
  it('works, for a pasted title of 140 characters, too', async () => {
    expect(TITLE).toHaveLength(140);
    const first = await ask(TITLE);
    await connected.stop();
    await startBot({ discord, papers, dataDir });
    const next = clickButton(discord, first, idOf(first, 'Next'));
    expect((await next.edited).content).toMatch(/page 2 of 2$/u);
  });

  it.each(['show#unknown', 'turn#unknown', 'older form', 'show'])(
    'says so where it is not known any more: %s',
    async id => {
      const seen = { body: { content: 'x' }, isEphemeral: true };
      const asked = clickButton(discord, seen, id);
      const said = await Promise.race([asked.edited, asked.followed]);
      expect(said.content).toBe('Sorry, this search has expired, run it again.');
    },
  );

  it('says so in a menu, too', async () => {
    const asked = choose(discord, await ask('folds'), '#unknown');
    expect((await asked.edited).content).toMatch(/has expired/u);
  });

  it('says so where there is nothing left to share', async () => {
    const { data } = await clickButton(discord, { body: {}, isEphemeral: true }, 'share').acknowledged;
    expect(data?.content).toMatch(/has expired/u);
    expect(isEphemeral(data)).toBe(true);
  });
});
