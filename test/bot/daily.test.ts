import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commandOf } from '../../src/bot/action.ts';
import { type Bot, createBot } from '../../src/bot/bot.ts';
import { type Caller, CONSOLE } from '../../src/bot/caller.ts';
import { composing } from '../../src/bot/daily-post.ts';
import { plain, type Reply } from '../../src/bot/reply.ts';
import type { PostOutcome } from '../../src/channel.ts';
import type { Papers } from '../../src/search/papers.ts';
import { channelOf, type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../support/daily.ts';
import { indexOf, memoryLog } from '../support/engine.ts';

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf(TAGGED_PAPERS);
});

let world: DailyWorld;
let bot: Bot;
let announced: string[];
beforeEach(async () => {
  world = await dailyWorld(papers);
  world.setClock('2026-11-25T12:00:00Z');
  bot = createBot(papers, memoryLog(), () => 0.5, world);
  announced = [];
});

function said(reply: Reply): string {
  if (reply.kind !== 'notice') throw new Error(`not a notice: ${reply.kind}`);
  return reply.text.map(({ text }) => text).join('');
}

/** @returns what can be tried, as it is typed */
function offered(reply: Reply): string[] {
  return reply.kind === 'notice' ? reply.examples.map(({ action }) => commandOf(action)) : [];
}

const ADA = { id: 'U1', name: 'Ada' };

function callerIn(channel: string, given: { mayManage?: boolean; outcome?: PostOutcome } = {}): Caller {
  const { mayManage = true, outcome = { kind: 'posted' } } = given;
  return {
    kind: 'channel',
    address: channelOf(channel),
    person: ADA,
    mayManage,
    post: async reply => {
      announced.push(said(reply));
      return outcome;
    },
  };
}

const ask = (text: string, caller: Caller = callerIn('C1')): Promise<Reply> => bot.answer(text, caller);
const answer = async (text: string, caller?: Caller): Promise<string> => said(await ask(text, caller));

describe('/iclr daily', () => {
  it('subscribes the channel at the usual time, and says so to everybody there', async () => {
    expect(await answer('daily')).toBe(
      'Done: a tag of the day comes every day at 09:00 (UTC), next on Thu, 26 Nov 2026, 09:00.',
    );
    expect(announced).toEqual([
      'Ada subscribed this channel to a tag of the day: it comes every day at 09:00 (UTC), next on Thu, 26 Nov 2026, 09:00. /iclr daily off ends it.',
    ]);
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.posted).toMatchObject([{ channel: 'C1' }]);
  });

  it('tells when the next one comes in the zone of the channel, and who subscribed when', async () => {
    await ask('daily weekdays 8:00 Asia/Tokyo');
    expect(await answer('daily status')).toBe(
      'A tag of the day comes on weekdays at 08:00 (Asia/Tokyo), next on Thu, 26 Nov 2026, 08:00. ' +
        'Subscribed by Ada on Wed, 25 Nov 2026, 21:00.',
    );
    expect(await answer('daily status', callerIn('C2'))).toBe('This channel gets no tag of the day.');
  });

  it('ends it', async () => {
    await ask('daily');
    expect(await answer('daily off')).toBe('This channel gets no tag of the day any more.');
    expect(await answer('daily off')).toBe('This channel gets no tag of the day.');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.posted).toEqual([]);
  });

  it('changes it, and says nothing in the channel where nothing changes', async () => {
    await ask('daily 8:00');
    await ask('daily 10:30 Europe/Berlin');
    expect(await answer('daily')).toMatch(/^It is so already: a tag of the day comes every day at 10:30/u);
    expect(announced).toHaveLength(2);
    await world.tickAt('2026-11-26T08:00:00Z');
    await world.tickAt('2026-11-26T09:30:00Z');
    expect(world.posted).toMatchObject([{ at: '2026-11-26T09:30:00.000Z' }]);
  });

  it('gives no second post on a day that had one, whatever the new time and zone', async () => {
    await ask('daily 12:05 UTC');
    await world.tickAt('2026-11-25T12:05:00Z');
    world.setClock('2026-11-25T12:10:00Z');
    expect(await answer('daily 12:15 UTC')).toContain('next on Thu, 26 Nov 2026, 12:15');
    await ask('daily off');
    expect(await answer('daily 12:15 UTC')).toContain('next on Thu, 26 Nov 2026, 12:15');
    expect(await answer('daily 9:00 Pacific/Apia')).toContain('next on Fri, 27 Nov 2026, 09:00');
    expect(await answer('daily 23:00 America/Los_Angeles')).toContain('next on Thu, 26 Nov 2026, 23:00');
  });

  it('stores nothing where the bot cannot post, and says what to do', async () => {
    const advice = [plain('Type /invite @search_iclr first.')];
    const refused = { kind: 'refused', by: 'channel', why: 'not_in_channel', advice } as const;
    expect(await answer('daily', callerIn('C1', { outcome: refused }))).toBe(
      'I cannot post here. Type /invite @search_iclr first.',
    );
    const limited = { kind: 'limited', waitMs: 29_500, everywhere: true } as const;
    expect(await answer('daily', callerIn('C1', { outcome: limited }))).toContain(
      'Try it again in 30 seconds',
    );
    expect(world.subscriptions.get(channelOf('C1'))).toBeNull();
  });

  it('loses no subscription where it is not known whether the channel saw it', async () => {
    await ask('daily', callerIn('C1', { outcome: { kind: 'unknown', why: 'timeout' } }));
    expect(world.subscriptions.get(channelOf('C1'))).not.toBeNull();
  });

  it('is for those who may manage the channel, but for looking', async () => {
    const guest = callerIn('C1', { mayManage: false });
    expect(await answer('daily', guest)).toContain('Manage Channels');
    await ask('daily');
    expect(await answer('daily off', guest)).toContain('Manage Channels');
    expect(await answer('daily status', guest)).toContain('next on Thu, 26 Nov 2026');
    expect((await ask('daily preview', guest)).kind).toBe('daily');
  });

  it('goes on with a channel that was paused', async () => {
    await ask('daily');
    world.subscriptions.fail(channelOf('C1'), '2026-11-18');
    world.subscriptions.pause(channelOf('C1'), Date.parse('2026-11-25T12:00:00Z'));
    expect(await answer('daily status')).toContain(
      'is paused since Wed, 25 Nov 2026, 12:00. I could not post here since 2026-11-18.',
    );
    await ask('daily');
    expect(world.subscriptions.get(channelOf('C1'))).toMatchObject({ pausedAt: null, failingSince: null });
  });

  it.each([
    ['daily 25:00', '25:00 is not one time of the day.', 'daily 23:00'],
    ['daily 9:00 Europe/Berln', 'Europe/Berln is not one time zone', 'daily 9:00 Europe/Berlin'],
    ['daily weekdys 8:00', 'weekdys is not a word for days', 'daily weekdays 8:00'],
  ])('offers the nearest that it understands: %s', async (text, words, nearest) => {
    const reply = await ask(text);
    expect(said(reply)).toContain(words);
    expect(offered(reply)).toContain(nearest);
  });

  it('leaves searches that begin with the word alone', async () => {
    expect(said(await ask('daily activity recognition'))).toContain(
      'No paper matches daily activity recognition',
    );
  });

  it('shows what a post looks like, anywhere', async () => {
    const elsewhere: Caller = {
      kind: 'elsewhere',
      why: [plain('This is no channel.')],
      who: 'slack T1 U1',
    };
    for (const caller of [CONSOLE, elsewhere, callerIn('C1')]) {
      const reply = await ask('daily preview', caller);
      if (reply.kind !== 'daily') throw new Error(reply.kind);
      expect(reply.others).toHaveLength(4);
      expect(reply.card.tags.map(({ tag }) => tag)).toContain(reply.featured.tag);
      expect(commandOf(reply.featured.search)).toBe(`tag:"${reply.featured.tag}"`);
    }
    expect(await answer('daily', elsewhere)).toBe('This is no channel.');
    expect(await answer('daily', CONSOLE)).toContain('A terminal has no channel');
  });

  it('ends with a kind word now and then', async () => {
    const words = await Promise.all(
      [0, 0.1, 0.5, 0.9].map(async number => {
        return (await (await composing(papers, () => number))([]))?.reply.kindWord;
      }),
    );
    expect(words.map(word => typeof word)).toEqual(['string', 'string', 'object', 'object']);
  });
});
