import { beforeAll, describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { plain } from '../../../src/bot/reply.ts';
import { indexOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { SEVEN_PAPERS } from '../../support/sample-papers.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { clickInView, event } from '../../support/slack/payloads.ts';

const opened = (tab: string) => event({ type: 'app_home_opened', user: 'U1', channel: 'D1', tab });

describe('the Home', () => {
  let started: SlackBot;
  beforeAll(async () => {
    const bot = createBot(await indexOf(SEVEN_PAPERS), memoryLog(), () => 0);
    started = await startSlackBot('socket', bot);
  });

  async function published(): Promise<string> {
    const { slack } = started;
    await eventually(() => expect(slack.callsOf('views.publish').length).toBeGreaterThan(0));
    return JSON.stringify(slack.callsOf('views.publish').at(-1)?.args);
  }

  it('says what there is to search and how, with examples that run, and gives an inspiration', async () => {
    await started.deliver(opened('home'));
    const home = await published();
    expect(home).toContain('"user_id":"U1"');
    expect(home).toContain('"type":"home"');
    expect(home).toContain('Search inside 7 papers');
    expect(home).toContain('"show =relu networks"');
    expect(home).toContain('"show =tag:\\"gan\\""');
    expect(home).toContain('"refresh =random"');
    expect(home).not.toContain('Share');
  });

  it('is made anew by a button', async () => {
    const before = started.slack.callsOf('views.publish').length;
    await started.deliver(clickInView('refresh =random', 'home'));
    await eventually(() => expect(started.slack.callsOf('views.publish')).toHaveLength(before + 1));
  });

  it('opens a window for an example', async () => {
    const { slack, deliver } = started;
    await deliver(clickInView('show =relu networks', 'home'));
    await eventually(() => expect(slack.callsOf('views.update')).toHaveLength(1));
    expect(slack.callsOf('views.open')).toHaveLength(1);
    expect(JSON.stringify(slack.callsOf('views.update')[0]?.args)).toContain('7 have all the words');
  });

  it('is not made where somebody opens another tab', async () => {
    const before = started.slack.callsOf('views.publish').length;
    await started.deliver(opened('messages'));
    await started.deliver(opened('home'));
    await eventually(() => expect(started.slack.callsOf('views.publish')).toHaveLength(before + 1));
  });
});

describe('the Home while the engine is down', () => {
  it('says so, once', async () => {
    const down = await startSlackBot('socket', {
      answer: async () => ({ kind: 'notice', text: [plain('Sorry, it is restarting.')], examples: [] }),
    });
    await down.deliver(opened('home'));
    await eventually(() => expect(down.slack.callsOf('views.publish')).toHaveLength(1));
    const home = JSON.stringify(down.slack.callsOf('views.publish')[0]?.args);
    expect(home.split('Sorry, it is restarting.')).toHaveLength(2);
  });
});
