import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIndexer } from '../../src/search/indexer.ts';
import { openPapers, type Papers } from '../../src/search/papers.ts';
import { toRecord } from '../../src/search/record.ts';
import { channelOf, type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../support/daily.ts';
import { indexOf, memoryLog, startEngine } from '../support/engine.ts';

const REFUSED = { kind: 'refused', by: 'channel', why: 'channel_not_found', advice: [] } as const;

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf(TAGGED_PAPERS);
});

let world: DailyWorld;
beforeEach(async () => {
  world = await dailyWorld(papers);
});

const channels = (): string[] => world.posted.map(({ channel }) => channel);
const at = (): string[] => world.posted.map(post => post.at.slice(0, 16));

describe('the daily post', () => {
  beforeEach(() => {
    world.subscribe('C1', '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
  });

  it('goes out when it is due, once a day', async () => {
    await world.tickAt('2026-11-26T08:59:00Z');
    expect(world.posted).toEqual([]);
    for (const moment of ['09:00', '09:01', '10:00', '23:59']) await world.tickAt(`2026-11-26T${moment}:00Z`);
    await world.tickAt('2026-11-27T09:00:00Z');
    expect(at()).toEqual(['2026-11-26T09:00', '2026-11-27T09:00']);
  });

  it('goes out late, up to three hours, once, and not at all later than that', async () => {
    await world.tickAt('2026-11-26T12:00:00Z');
    await world.tickAt('2026-11-26T12:01:00Z');
    await world.tickAt('2026-11-27T12:01:00Z');
    expect(at()).toEqual(['2026-11-26T12:00']);
    expect(world.log.lines).toContain('Slack channel C1 of T1 gets no post: it was due 181 minutes ago');
    await world.tickAt('2026-11-28T09:00:00Z');
    expect(at()).toEqual(['2026-11-26T12:00', '2026-11-28T09:00']);
  });

  it('goes out once where the clock is set back after it', async () => {
    await world.tickAt('2026-11-26T09:00:00Z');
    await world.tickAt('2026-11-26T08:30:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    await world.tickAt('2026-11-25T09:00:00Z');
    expect(at()).toEqual(['2026-11-26T09:00']);
  });

  it('that comes late after midnight is the post of the new day', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z', '2026-11-26T23:50:00Z', {
      cron: '50 23 * * *',
      zone: 'UTC',
    });
    await world.tickAt('2026-11-27T01:00:00Z');
    await world.tickAt('2026-11-27T23:50:00Z');
    await world.tickAt('2026-11-28T23:50:00Z');
    expect(at()).toEqual(['2026-11-27T01:00', '2026-11-28T23:50']);
  });

  it('goes out once by ticks that overlap, and by two processes on one file', async () => {
    world.setClock('2026-11-26T09:00:00Z');
    for (let index = 2; index <= 50; index += 1)
      world.subscribe(`C${index}`, '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
    const others = [world.another(), world.another()];
    await Promise.all([world.daily.tick(), world.daily.tick(), ...others.map(other => other.tick())]);
    expect(world.posted).toHaveLength(50);
    expect(new Set(channels()).size).toBe(50);
  });

  it('holds five tags and a card of the first, none that the channel saw while 60 others were left', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z', '2026-12-01T09:00:00Z');
    for (let day = 1; day <= 14; day += 1) {
      const date = `2026-12-${String(day).padStart(2, '0')}`;
      await world.tickAt(`${date}T09:00:00Z`);
    }
    const tags = world.posted.flatMap(post => post.tags);
    expect(tags).toHaveLength(14 * 5);
    tags.forEach((tag, index) => {
      const before = index === 0 ? -1 : tags.lastIndexOf(tag, index - 1);
      if (before >= 0) expect(index - before).toBeGreaterThan(60);
    });
  });

  it('does not go out where the channel is unsubscribed while it is made', async () => {
    world.setClock('2026-11-26T09:00:00Z');
    const tick = world.daily.tick();
    world.subscriptions.remove(channelOf('C1'));
    await tick;
    expect(world.posted).toEqual([]);
  });

  it('is left to whoever connects the platform', async () => {
    world.subscriptions.put({
      address: channelOf('D1', 'discord'),
      schedule: { cron: '0 9 * * *', zone: 'UTC' },
      person: { id: '1', name: 'Ada' },
      since: 0,
      nextRun: Date.parse('2026-11-26T09:00:00Z'),
    });
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(channels()).toEqual(['C1']);
    expect(world.subscriptions.due(Date.parse('2026-11-26T09:00:00Z'))).toHaveLength(1);
  });
});

describe('a channel that takes no post', () => {
  beforeEach(() => {
    for (const channel of ['C1', 'gone', 'C2'])
      world.subscribe(channel, '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
  });

  it('stops no other, and is tried three times more with growing waits, that day', async () => {
    const tried: string[] = [];
    let moment = Date.parse('2026-11-26T09:00:00Z');
    world.answer(channel => {
      if (channel !== 'gone') return { kind: 'posted' };
      tried.push(new Date(moment).toISOString().slice(11, 16));
      return REFUSED;
    });
    for (; moment <= Date.parse('2026-11-26T14:00:00Z'); moment += 60_000)
      await world.tickAt(new Date(moment).toISOString());
    expect(channels().sort()).toEqual(['C1', 'C2']);
    expect(tried).toEqual(['09:00', '09:01', '09:06', '09:26']);
    expect(world.log.lines).toContain('Slack channel gone of T1 gets no post today: channel_not_found');
  });

  it('gets its post as soon as it takes one', async () => {
    world.answer(channel => (channel === 'gone' ? REFUSED : { kind: 'posted' }));
    await world.tickAt('2026-11-26T09:00:00Z');
    world.answer(() => ({ kind: 'posted' }));
    await world.tickAt('2026-11-26T09:01:00Z');
    await world.tickAt('2026-11-26T09:06:00Z');
    expect(world.posted.filter(({ channel }) => channel === 'gone')).toMatchObject([
      { at: '2026-11-26T09:01:00.000Z' },
    ]);
  });

  it('is not tried again on the next day for the day before', async () => {
    world.subscribe('gone', '2026-11-25T12:00:00Z', '2026-11-26T23:58:00Z', {
      cron: '58 23 * * *',
      zone: 'UTC',
    });
    world.answer(channel => (channel === 'gone' ? REFUSED : { kind: 'posted' }));
    await world.tickAt('2026-11-26T23:58:00Z');
    await world.tickAt('2026-11-26T23:59:00Z');
    world.answer(() => ({ kind: 'posted' }));
    await world.tickAt('2026-11-27T00:04:00Z');
    expect(channels()).not.toContain('gone');
    await world.tickAt('2026-11-27T23:58:00Z');
    expect(channels()).toContain('gone');
  });

  it('is paused after seven days of that, and the log says so', async () => {
    world.answer(channel => (channel === 'gone' ? REFUSED : { kind: 'posted' }));
    const pausedAt = (): number | null | undefined => world.subscriptions.get(channelOf('gone'))?.pausedAt;
    for (let day = 26; day <= 33; day += 1) {
      expect(pausedAt()).toBeNull();
      const date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
      for (const time of ['09:00', '09:01', '09:06', '09:26']) await world.tickAt(`${date}T${time}:00Z`);
    }
    expect(pausedAt()).toBe(Date.parse('2026-12-03T09:26:00Z'));
    expect(world.log.lines).toContain(
      'Slack channel gone of T1 is paused: it has taken no post since 2026-11-26. /iclr daily there begins again',
    );
    world.answer(() => ({ kind: 'posted' }));
    await world.tickAt('2026-12-04T09:00:00Z');
    expect(channels()).not.toContain('gone');
  });

  it('counts its days anew after a post that went out', async () => {
    const days = Array.from({ length: 20 }, (_, day) => new Date(Date.UTC(2026, 10, 26 + day)));
    for (const [index, date] of days.entries()) {
      world.answer(channel => (channel === 'gone' && index % 7 !== 6 ? REFUSED : { kind: 'posted' }));
      for (const time of ['09:00', '09:01', '09:06', '09:26'])
        await world.tickAt(`${date.toISOString().slice(0, 10)}T${time}:00Z`);
    }
    expect(world.subscriptions.get(channelOf('gone'))?.pausedAt).toBeNull();
  });

  it('is not to blame where the whole platform refuses', async () => {
    world.answer(() => ({ ...REFUSED, by: 'platform', why: 'token_revoked' }));
    for (let day = 26; day <= 40; day += 1) {
      const date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
      for (const time of ['09:00', '09:01', '09:06', '09:26']) await world.tickAt(`${date}T${time}:00Z`);
    }
    expect(world.subscriptions.get(channelOf('gone'))).toMatchObject({ pausedAt: null, failingSince: null });
  });
});

describe('a post of which it is not known whether it arrived', () => {
  it('is not sent again, and the log says so', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
    let tries = 0;
    world.answer(() => {
      tries += 1;
      return { kind: 'unknown', why: 'no answer within 10 s' };
    });
    for (const moment of ['09:00', '09:01', '09:06', '11:00']) await world.tickAt(`2026-11-26T${moment}:00Z`);
    expect(tries).toBe(1);
    expect(world.log.lines).toEqual([
      'it is not known whether Slack channel C1 of T1 got its post of 2026-11-26 (no answer within 10 s); it is not sent again',
    ]);
    await world.tickAt('2026-11-27T09:00:00Z');
    expect(tries).toBe(2);
  });
});

describe('a platform that limits the rate', () => {
  it('is left in peace for as long as it says, and then gets every post', async () => {
    world = await dailyWorld(papers);
    const seen: { readonly channel: string; readonly at: number }[] = [];
    let openAt = 0;
    world.answer(channel => {
      const now = performance.now();
      seen.push({ channel, at: now });
      if (now < openAt) return { kind: 'limited', waitMs: Math.ceil(openAt - now) };
      if (seen.filter(one => one.at >= openAt).length % 10 !== 0) return { kind: 'posted' };
      openAt = now + 150;
      return { kind: 'limited', waitMs: 150 };
    });
    world.setClock('2026-11-26T09:00:00Z');
    for (let index = 0; index < 40; index += 1)
      world.subscribe(`C${index}`, '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
    const clock = Date.now();
    const real = world.another(() => Date.parse('2026-11-26T09:00:00Z') + Date.now() - clock);
    await real.tick();
    expect(new Set(channels()).size).toBe(40);
    expect(world.posted).toHaveLength(40);
    expect(seen.length).toBeLessThan(40 + 16 * 6);
  });
});

describe('without papers', () => {
  it('the post is put off, no subscription is lost, and it goes out when there are some', async () => {
    const engine = await startEngine();
    world = await dailyWorld(openPapers(engine, memoryLog()));
    world.subscribe('C1', '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.posted).toEqual([]);
    expect(world.log.lines).toContain('no papers with tags now: the tag of the day waits for 1 channel');

    const indexer = openIndexer(engine);
    await indexer.prepare();
    await (await indexer.add(TAGGED_PAPERS.slice(0, 3).map(toRecord))).indexed;
    await world.tickAt('2026-11-26T09:30:00Z');
    expect(at()).toEqual(['2026-11-26T09:30']);
  });

  it('or without an engine, it waits as well', async () => {
    const engine = await startEngine();
    world = await dailyWorld(openPapers(engine, memoryLog()));
    world.subscribe('C1', '2026-11-25T12:00:00Z', '2026-11-26T09:00:00Z');
    await engine.close();
    await expect(world.tickAt('2026-11-26T09:00:00Z')).rejects.toThrow(/engine/u);
    expect(world.subscriptions.due(Date.parse('2026-11-26T09:00:00Z'))).toHaveLength(1);
  });
});
