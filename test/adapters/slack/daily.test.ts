import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createBot } from '../../../src/bot/bot.ts';
import { openDaily } from '../../../src/inspiration/daily.ts';
import type { Papers } from '../../../src/search/papers.ts';
import { type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../../support/daily.ts';
import { indexOf, memoryLog } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { click, clickInView, command, type Payload } from '../../support/slack/payloads.ts';
import type { Response } from '../../support/slack/server.ts';

let papers: Papers;
let world: DailyWorld;
let started: SlackBot;
beforeAll(async () => {
  papers = await indexOf(TAGGED_PAPERS);
  world = await dailyWorld(papers);
  world.setClock('2026-11-25T12:00:00Z');
  started = await startSlackBot(
    'socket',
    createBot(papers, memoryLog(), () => 0, world),
  );
});

/** A kind word comes now and then. */
const blocksSchema = z
  .array(z.object({ type: z.string() }))
  .min(7)
  .max(8);

const addressOf = (channel: string) => ({ platform: 'slack', workspace: 'T1', channel }) as const;

async function answerTo(payload: (responseUrl: string) => Payload): Promise<Response> {
  const { slack, deliver } = started;
  const before = slack.responses.length;
  await deliver(payload(slack.responseUrl()));
  await eventually(() => expect(slack.responses).toHaveLength(before + 1));
  return slack.responses[before] ?? {};
}

const ask = (text: string, channel: string): Promise<Response> =>
  answerTo(url => command(text, url, { channel_id: channel }));

const postsIn = (channel: string) =>
  started.slack.callsOf('chat.postMessage').filter(({ args }) => args['channel'] === channel);

describe('/iclr daily in Slack', () => {
  it('says /invite where the bot is not in the channel, and stores nothing', async () => {
    started.slack.answerIn('C-out', { body: { ok: false, error: 'not_in_channel' } });
    expect((await ask('daily', 'C-out')).blocks).toMatchObject([
      { elements: [{ elements: [{}, { text: '/invite @search_iclr', style: { code: true } }, {}] }] },
    ]);
    expect(world.subscriptions.get(addressOf('C-out'))).toBeNull();
  });

  it('tells the operator what nobody in the channel can mend', async () => {
    started.slack.answerIn('C-odd', { body: { ok: false, error: 'invalid_blocks' } });
    expect((await ask('daily', 'C-odd')).text).toContain('It is in the log of whoever runs me');
    expect(started.log.lines).toContain('a post was refused: Slack refused with invalid_blocks');
  });

  it('announces the post in the channel with who wished for it, and stores it', async () => {
    expect((await ask('daily 09:30 Europe/Berlin', 'C-in')).text).toContain('Done: a tag of the day comes');
    expect(postsIn('C-in')).toHaveLength(1);
    expect(postsIn('C-in')[0]?.args).toMatchObject({
      text: expect.stringContaining('ada subscribed this channel'),
      blocks: [
        { type: 'rich_text', elements: [{ elements: [{ type: 'user', user_id: 'U1' }, {}, {}, {}] }] },
      ],
    });
    expect(world.subscriptions.get(addressOf('C-in'))).toMatchObject({
      schedule: { zone: 'Europe/Berlin' },
      person: { id: 'U1', name: 'ada' },
    });
  });

  it('tells who subscribed when, and ends it', async () => {
    expect((await ask('daily status', 'C-in')).blocks).toMatchObject([
      { elements: [{ elements: [{}, { type: 'user', user_id: 'U1' }, {}] }] },
    ]);
    expect((await ask('daily off', 'C-in')).text).toContain('no tag of the day any more');
    expect(world.subscriptions.get(addressOf('C-in'))).toBeNull();
  });

  it('works by a button, for the channel in which it is clicked', async () => {
    const at = { channel: { id: 'C-click', name: 'x' } };
    const { blocks } = await answerTo(url => click('show =help', url, at));
    expect(JSON.stringify(blocks)).toContain('"show !daily on - - -"');
    await answerTo(url => click('show !daily on - - -', url, at));
    expect(world.subscriptions.get(addressOf('C-click'))).not.toBeNull();
    await answerTo(url => click('show !daily off', url, at));
    expect(world.subscriptions.get(addressOf('C-click'))).toBeNull();
  });

  it('is asked for once more by a button of an earlier version, which may have been a search', async () => {
    const at = { channel: { id: 'C-old', name: 'x' } };
    world.subscribe('C-old', '2026-11-25T12:00:00Z');
    for (const old of ['show =daily off', 'turn =daily off', 'show =daily 10:00', 'share =daily off']) {
      await answerTo(url => click(old, url, at));
      expect(world.subscriptions.get(addressOf('C-old'))).toMatchObject({ schedule: world.defaults });
    }
    const { text, blocks } = await answerTo(url => click('show =daily off', url, at));
    expect(text).toContain('from an earlier version of me');
    const [, fresh = ''] = /"value":"(show !daily [^"]*)"/u.exec(JSON.stringify(blocks)) ?? [];
    await answerTo(url => click(fresh, url, at));
    expect(world.subscriptions.get(addressOf('C-old'))).toBeNull();
  });

  it('says in a window that a window is no channel', async () => {
    const { slack, deliver } = started;
    await deliver(clickInView('show =daily', 'home'));
    await eventually(() => expect(slack.callsOf('views.update')).toHaveLength(1));
    expect(JSON.stringify(slack.callsOf('views.update')[0]?.args)).toContain('A window has no channel');
  });

  it('shows what a post looks like to the caller alone, with nothing to share', async () => {
    const { response_type, blocks } = await ask('daily preview', 'C-in');
    expect(response_type).toBe('ephemeral');
    const types = blocksSchema.parse(blocks).map(({ type }) => type);
    const [first, , , , , , seventh, kindWord = 'context'] = types;
    expect([first, seventh, kindWord]).toEqual(['header', 'actions', 'context']);
    expect(JSON.stringify(blocks)).not.toContain('Share');
  });
});

describe('a tag of the day in Slack', () => {
  it('has five buttons that search, for the eyes of whoever clicks', async () => {
    world.subscribe('C-day', '2026-11-25T12:00:00Z');
    world.setClock('2026-11-26T09:00:00Z');
    await openDaily({ ...world, platforms: [{ name: 'slack', post: started.post }] }).tick();
    const posts = postsIn('C-day');
    expect(posts).toHaveLength(1);
    const searches = [
      ...JSON.stringify(posts[0]?.args['blocks']).matchAll(/"value":"(show =tag:[^}]*?")"/gu),
    ];
    expect(searches).toHaveLength(5);

    const [, value = ''] = searches[0] ?? [];
    const answer = await answerTo(url => click(JSON.parse(`"${value}"`), url));
    expect(answer).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(answer.text).toMatch(/^tag:"tag \d+": 2 papers match$/u);
  });
});
