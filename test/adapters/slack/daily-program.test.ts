import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { openSubscriptions } from '../../../src/inspiration/subscriptions.ts';
import { openState } from '../../../src/state/database.ts';
import { TAGGED_PAPERS } from '../../support/daily.ts';
import { fill, startEngine, temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';

/** Subscribes channels to a post that came due in the last minutes, and comes due again in a year. */
function subscribe(dataDir: string, ...channels: readonly string[]): void {
  const database = openState(dataDir);
  const subscriptions = openSubscriptions(database);
  const due = new Date(Date.now() - 60_000);
  const [minute, hour] = [due.getUTCMinutes(), due.getUTCHours()];
  const cron = `${minute} ${hour} ${due.getUTCDate()} ${due.getUTCMonth() + 1} *`;
  for (const channel of channels) {
    const address = { platform: 'slack', workspace: 'T1', channel } as const;
    const person = { id: 'U1', name: 'Ada' };
    subscriptions.put({ address, schedule: { cron, zone: 'UTC' }, person }, due.getTime() - 60_000);
  }
  database.close();
}

/** Starts the bot on an engine with papers, so that it has nothing to do but to post. */
async function start(dataDir: string, engine: Engine, slack: SlackServer): Promise<Program> {
  const { url, key } = await engine.connection();
  return startProgram('src/main.ts', [], {
    DATA_DIR: dataDir,
    MEILI_URL: url,
    MEILI_KEY: key ?? '',
    SLACK_BOT_TOKEN: 'xoxb-bot',
    SLACK_APP_TOKEN: 'xapp-app',
    SLACK_API_URL: slack.apiUrl,
    LOG_LEVEL: 'info',
  });
}

const postsIn = (slack: SlackServer, channel: string): number =>
  slack.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === channel).length;

describe('npm start, with channels that are due', () => {
  it('posts to each once, though it is killed while Slack is silent, and started again', async () => {
    const [slack, dataDir] = [await startSlack(), await temporaryFolder()];
    const engine = await startEngine();
    await fill(engine, TAGGED_PAPERS);
    slack.answerIn('C-silent', { failing: 'silence' });
    subscribe(dataDir, 'C-silent', 'C-quick');

    const first = await start(dataDir, engine, slack);
    await eventually(() => {
      expect(postsIn(slack, 'C-silent')).toBe(1);
      expect(postsIn(slack, 'C-quick')).toBe(1);
    });
    first.child.kill('SIGKILL');
    await first.ended;

    slack.answerIn('C-silent', null);
    subscribe(dataDir, 'C-new');
    const second = await start(dataDir, engine, slack);
    await second.says('the tag of the day was posted to 1 channel');
    second.child.kill('SIGTERM');
    expect((await second.ended).status).toBe(0);
    expect(['C-silent', 'C-quick', 'C-new'].map(channel => postsIn(slack, channel))).toEqual([1, 1, 1]);
  });
});
