import { describe, expect, it } from 'vitest';
import { openSubscriptions } from '../../../src/inspiration/subscriptions.ts';
import { openState } from '../../../src/state/database.ts';
import { temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type Program, startProgram } from '../../support/program.ts';
import { type SlackServer, startSlack } from '../../support/slack/server.ts';

/** Subscribes channels to a post that came due in the last minute. */
function subscribe(dataDir: string, ...channels: readonly string[]): void {
  const database = openState(dataDir);
  const subscriptions = openSubscriptions(database);
  for (const channel of channels) {
    const address = { platform: 'slack', workspace: 'T1', channel } as const;
    const schedule = { cron: '* * * * *', zone: 'UTC' };
    subscriptions.put({ address, schedule, person: { id: 'U1', name: 'Ada' } }, Date.now() - 60_000);
  }
  database.close();
}

function start(dataDir: string, slack: SlackServer): Program {
  return startProgram('src/main.ts', [], {
    DATA_DIR: dataDir,
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
    slack.answerIn('C-silent', { failing: 'silence' });
    subscribe(dataDir, 'C-silent', 'C-quick');

    const first = start(dataDir, slack);
    await eventually(() => {
      expect(postsIn(slack, 'C-silent')).toBe(1);
      expect(postsIn(slack, 'C-quick')).toBe(1);
    });
    first.child.kill('SIGKILL');
    await first.ended;

    slack.answerIn('C-silent', null);
    subscribe(dataDir, 'C-new');
    const second = start(dataDir, slack);
    await second.says('the tag of the day was posted to 1 channel');
    second.child.kill('SIGTERM');
    expect((await second.ended).status).toBe(0);
    expect(['C-silent', 'C-quick', 'C-new'].map(channel => postsIn(slack, channel))).toEqual([1, 1, 1]);
  }, 60_000);
});
