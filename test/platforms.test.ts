import { beforeAll, describe, expect, it } from 'vitest';
import { slackPlatform } from '../adapters/slack/index.ts';
import { PlatformError } from '../src/errors.ts';
import { connect, type Platform } from '../src/platforms.ts';
import type { Papers } from '../src/search/papers.ts';
import { openState } from '../src/state/database.ts';
import { openKeptText } from '../src/state/kept-text.ts';
import { botFor, openDiscord } from './support/discord/bot.ts';
import { typeCommand } from './support/discord/interactions.ts';
import { atEnd, indexOf, memoryLog, temporaryFolder } from './support/engine.ts';
import { paper } from './support/papers.ts';
import { startSlack } from './support/slack/server.ts';

/** @returns Slack, whose token is refused */
async function refusedSlack(): Promise<Platform> {
  const slack = await startSlack();
  slack.answerAlways('auth.test', { body: { ok: false, error: 'invalid_auth' } });
  return slackPlatform({
    config: {
      botToken: 'xoxb-wrong',
      apiUrl: slack.apiUrl,
      transport: { kind: 'socket', appToken: 'xapp-app' },
    },
    bot: { answer: () => Promise.reject(new Error('nobody asks')) },
    kept: openKeptText(openState(await temporaryFolder())),
    log: memoryLog(),
  });
}

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf([paper({ id: 'one', title: 'On Folds' })]);
});

describe('two platforms that are on', () => {
  it('do not stop each other: where one cannot start, the other answers, and the log says why', async () => {
    const discord = await openDiscord();
    const log = memoryLog();
    const real = botFor({ discord, papers, dataDir: await temporaryFolder() });
    const connected = await connect([await refusedSlack(), real], log);
    atEnd(() => Promise.all(connected.map(one => one.stop())));
    expect(connected).toHaveLength(1);
    expect(log.lines).toEqual([expect.stringMatching(/^Slack: Slack does not accept SLACK_BOT_TOKEN/u)]);
    expect((await typeCommand(discord, { query: 'folds' }).edited).embeds).toHaveLength(1);
  });

  it('end the program where neither can start, with what is wrong with each', async () => {
    const discord = await openDiscord();
    const refused = botFor({ discord, papers, dataDir: await temporaryFolder(), token: 'wrong' });
    const start = connect([await refusedSlack(), refused], memoryLog());
    await expect(start).rejects.toThrow(PlatformError);
    await expect(start).rejects.toThrow(
      /^Slack: Slack does not accept SLACK_BOT_TOKEN.*\nDiscord: DISCORD_TOKEN is refused/u,
    );
  });
});
