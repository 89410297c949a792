import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '../../../src/bot/caller.ts';
import type { Reply } from '../../../src/bot/reply.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import {
  click,
  clickInView,
  command,
  event,
  linkShared,
  type Payload,
} from '../../support/slack/payloads.ts';

const REPLY: Reply = { kind: 'notice', text: [{ kind: 'plain', text: 'Yes.' }], examples: [] };

let started: SlackBot;
const callers: Caller[] = [];
beforeAll(async () => {
  started = await startSlackBot('socket', {
    answer: async (_, caller) => {
      callers.push(caller);
      return REPLY;
    },
  });
});
beforeEach(() => {
  callers.length = 0;
});

async function callerOf(payload: Payload): Promise<Caller | undefined> {
  await started.deliver(payload);
  await eventually(() => expect(callers.length).toBeGreaterThan(0));
  return callers[0];
}

const respond = (): string => started.slack.responseUrl();

describe('who asks in Slack, and where', () => {
  it('is told by a command', async () => {
    expect(await callerOf(command('daily', respond()))).toMatchObject({
      kind: 'channel',
      address: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      person: { id: 'U1', name: 'ada' },
      mayManage: true,
    });
  });

  it('is told by a click on a message', async () => {
    expect(await callerOf(click('show =daily', respond()))).toMatchObject({
      kind: 'channel',
      address: { platform: 'slack', workspace: 'T1', channel: 'C1' },
      person: { id: 'U1', name: 'ada' },
    });
  });

  it('is of a company, where the app is installed for all of its workspaces', async () => {
    const company = { enterprise_id: 'E1', enterprise_name: 'All' };
    expect(await callerOf(command('daily', respond(), { team_id: null, ...company }))).toMatchObject({
      address: { workspace: 'E1' },
    });
    callers.length = 0;
    expect(
      await callerOf(click('show =daily', respond(), { team: null, enterprise: { id: 'E1', name: 'All' } })),
    ).toMatchObject({ address: { workspace: 'E1' } });
  });

  it('has the id for a name where Slack gives none', async () => {
    expect(await callerOf(command('daily', respond(), { user_name: '' }))).toMatchObject({
      person: { id: 'U1', name: 'U1' },
    });
  });

  it.each<[string, () => Payload]>([
    ['a window', () => clickInView('show =daily', 'modal')],
    ['the Home', () => clickInView('show =daily', 'home')],
    ['the Home that opens', () => event({ type: 'app_home_opened', user: 'U1', tab: 'home' })],
    ['a link', () => linkShared(['https://openreview.net/forum?id=one'])],
  ])('is in no channel for %s', async (_, payload) => {
    expect(await callerOf(payload())).toMatchObject({ kind: 'elsewhere' });
  });

  it('is in no channel for what is shared: a page is posted, and nothing is changed by it', async () => {
    expect(await callerOf(click('share =daily off', respond()))).toMatchObject({ kind: 'elsewhere' });
  });
});
