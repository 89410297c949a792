import { beforeAll, describe, expect, it } from 'vitest';
import { PlatformError } from '../src/errors.ts';
import { connect, type Platform } from '../src/platforms.ts';
import type { Papers } from '../src/search/papers.ts';
import { botFor, openDiscord } from './support/discord/bot.ts';
import { typeCommand } from './support/discord/interactions.ts';
import { atEnd, indexOf, memoryLog, temporaryFolder } from './support/engine.ts';
import { paper } from './support/papers.ts';

const unreachable: Platform = {
  name: 'Elsewhere',
  start: () => Promise.reject(new PlatformError('the token is refused')),
};

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf([paper({ id: 'one', title: 'On Folds' })]);
});

describe('two platforms that are on', () => {
  it('do not stop each other: where one cannot start, the other answers, and the log says why', async () => {
    const discord = await openDiscord();
    const log = memoryLog();
    const real = botFor({ discord, papers, dataDir: await temporaryFolder() });
    const connected = await connect([unreachable, real], log);
    atEnd(() => Promise.all(connected.map(one => one.stop())));
    expect(connected).toHaveLength(1);
    expect(log.lines).toEqual(['Elsewhere: the token is refused']);
    expect((await typeCommand(discord, { query: 'folds' }).edited).embeds).toHaveLength(1);
  });

  it('end the program where neither can start, with what is wrong with each', async () => {
    const discord = await openDiscord();
    const refused = botFor({ discord, papers, dataDir: await temporaryFolder(), token: 'wrong' });
    const start = connect([unreachable, refused], memoryLog());
    await expect(start).rejects.toThrow(PlatformError);
    await expect(start).rejects.toThrow(
      /^Elsewhere: the token is refused\nDiscord: DISCORD_TOKEN is refused/u,
    );
  });
});
