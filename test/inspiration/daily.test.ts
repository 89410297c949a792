import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIndexer } from '../../src/search/indexer.ts';
import { openPapers, type Papers } from '../../src/search/papers.ts';
import { toRecord } from '../../src/search/record.ts';
import { channelOf, type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../support/daily.ts';
import { indexOf, memoryLog, startEngine } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { paper } from '../support/papers.ts';

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
    world.subscribe('C1', '2026-11-25T12:00:00Z');
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
    world.subscribe('C1', '2026-11-26T12:00:00Z', {
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
    for (let index = 2; index <= 50; index += 1) world.subscribe(`C${index}`, '2026-11-25T12:00:00Z');
    const others = [world.another(), world.another()];
    await Promise.all([world.daily.tick(), world.daily.tick(), ...others.map(other => other.tick())]);
    expect(world.posted).toHaveLength(50);
    expect(new Set(channels()).size).toBe(50);
  });

  it('holds five tags and a card of the first, none that the channel saw while 60 others were left', async () => {
    world.subscribe('C1', '2026-11-30T12:00:00Z');
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
    world.subscriptions.put(
      {
        address: channelOf('D1', 'discord'),
        schedule: { cron: '0 9 * * *', zone: 'UTC' },
        person: { id: '1', name: 'Ada' },
      },
      Date.parse('2026-11-25T12:00:00Z'),
    );
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(channels()).toEqual(['C1']);
    expect(world.subscriptions.due(Date.parse('2026-11-26T09:00:00Z'))).toHaveLength(1);
  });
});

describe('a channel that takes no post', () => {
  beforeEach(() => {
    for (const channel of ['C1', 'gone', 'C2']) world.subscribe(channel, '2026-11-25T12:00:00Z');
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
    world.subscribe('gone', '2026-11-25T12:00:00Z', {
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
    for (let day = 26; day <= 32; day += 1) {
      expect(pausedAt()).toBeNull();
      const date = new Date(Date.UTC(2026, 10, day)).toISOString().slice(0, 10);
      for (const time of ['09:00', '09:01', '09:06', '09:26']) await world.tickAt(`${date}T${time}:00Z`);
    }
    expect(pausedAt()).toBe(Date.parse('2026-12-02T09:26:00Z'));
    expect(world.log.lines).toContain(
      'Slack channel gone of T1 is paused: it took no post on 7 days in a row. /iclr daily there begins again',
    );
    world.answer(() => ({ kind: 'posted' }));
    await world.tickAt('2026-12-03T09:00:00Z');
    expect(channels()).not.toContain('gone');
  });

  it('is paused, too, where its last try would come after midnight', async () => {
    world.subscribe('gone', '2026-11-25T12:00:00Z', { cron: '50 23 * * *', zone: 'UTC' });
    world.answer(channel => (channel === 'gone' ? REFUSED : { kind: 'posted' }));
    for (let day = 25; day <= 31; day += 1) {
      const date = (offset: number): string =>
        new Date(Date.UTC(2026, 10, day + offset)).toISOString().slice(0, 10);
      for (const time of ['23:50', '23:51', '23:56']) await world.tickAt(`${date(0)}T${time}:00Z`);
      await world.tickAt(`${date(1)}T00:16:00Z`);
    }
    expect(world.subscriptions.get(channelOf('gone'))?.pausedAt).toBe(Date.parse('2026-12-02T00:16:00Z'));
  });

  it('counts its days anew after a post that went out', async () => {
    const days = Array.from({ length: 20 }, (_, day) => new Date(Date.UTC(2026, 10, 26 + day)));
    for (const [index, date] of days.entries()) {
      world.answer(channel => (channel === 'gone' && index % 7 !== 5 ? REFUSED : { kind: 'posted' }));
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

describe('a channel whose subscription changes', () => {
  const APIA = { cron: '0 9 * * *', zone: 'Pacific/Apia' };
  const limitedOnce = (): void => {
    let answers = 0;
    world.answer(() => {
      answers += 1;
      return answers === 1 ? { kind: 'limited', waitMs: 1_000, everywhere: true } : { kind: 'posted' };
    });
  };

  it('while its post waits for the platform gets that of the new schedule alone', async () => {
    world.subscribe('C1', '2026-11-26T12:00:00Z', APIA);
    limitedOnce();
    const tick = world.tickAt('2026-11-26T20:00:00Z');
    await eventually(() =>
      expect(world.deliveries.waiting(Date.parse('2026-11-26T21:00:00Z'))).toHaveLength(1),
    );
    world.subscribe('C1', '2026-11-26T20:00:00Z', { cron: '0 21 * * *', zone: 'UTC' });
    await tick;
    await world.tickAt('2026-11-26T21:00:00Z');
    expect(at()).toEqual(['2026-11-26T21:00']);
  });

  it('while its post is being sent gets none more that day, by the old clock nor by the new', async () => {
    world.subscribe('C1', '2026-11-26T12:00:00Z', APIA);
    world.answer(() => {
      world.subscribe('C1', '2026-11-26T20:00:00Z', { cron: '5 20 * * *', zone: 'UTC' });
      return { kind: 'posted' };
    });
    await world.tickAt('2026-11-26T20:00:00Z');
    for (const moment of ['2026-11-26T20:05', '2026-11-27T20:05', '2026-11-28T20:05'])
      await world.tickAt(`${moment}:00Z`);
    // In Apia it was the 27th already.
    expect(at()).toEqual(['2026-11-26T20:00', '2026-11-28T20:05']);
  });

  it('after its post was refused gets it at the new time, and not when the old one was to be tried again', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    world.answer(() => REFUSED);
    await world.tickAt('2026-11-26T09:00:00Z');
    world.answer(() => ({ kind: 'posted' }));
    world.subscriptions.remove(channelOf('C1'));
    world.subscribe('C1', '2026-11-26T09:00:30Z', { cron: '0 10 * * *', zone: 'UTC' });
    for (const moment of ['09:01', '09:06', '10:00']) await world.tickAt(`2026-11-26T${moment}:00Z`);
    expect(at()).toEqual(['2026-11-26T10:00']);
  });
});

describe('two processes', () => {
  it('leave a post alone that the other one sent, even where the day ends meanwhile', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z', { cron: '58 23 * * *', zone: 'UTC' });
    world.answer(() => REFUSED);
    await world.tickAt('2026-11-25T23:58:00Z');
    world.answer(() => ({ kind: 'posted' }));

    const [stale] = world.deliveries.waiting(Date.parse('2026-11-25T23:59:00Z'));
    await world.tickAt('2026-11-25T23:59:59Z');
    expect(world.posted).toHaveLength(1);
    if (stale === undefined) throw new Error('nothing waits');
    expect(world.deliveries.giveUp(stale, Date.parse('2026-11-26T00:00:01Z'))).toBe(false);
    expect(world.deliveries.recentTags(channelOf('C1'), 60)).toHaveLength(5);
  });
});

describe('a clock', () => {
  it('that was ahead for years and is right again silences no channel', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await world.tickAt('2036-01-01T00:00:00Z');
    await world.tickAt('2026-11-25T13:00:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(at()).toEqual(['2026-11-26T09:00']);
  });
});

describe('a post of which it is not known whether it arrived', () => {
  it('is not sent again, and the log says so', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
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
      if (now < openAt) return { kind: 'limited', waitMs: Math.ceil(openAt - now), everywhere: true };
      if (seen.filter(one => one.at >= openAt).length % 10 !== 0) return { kind: 'posted' };
      openAt = now + 1_000;
      return { kind: 'limited', waitMs: 1_000, everywhere: true };
    });
    world.setClock('2026-11-26T09:00:00Z');
    for (let index = 0; index < 40; index += 1) world.subscribe(`C${index}`, '2026-11-25T12:00:00Z');
    const clock = Date.now();
    const real = world.another(() => Date.parse('2026-11-26T09:00:00Z') + Date.now() - clock);
    await real.tick();
    expect(new Set(channels()).size).toBe(40);
    expect(world.posted).toHaveLength(40);
    expect(seen.length).toBeLessThan(40 + 16 * 6);
  });
});

describe('a channel that limits the rate alone', () => {
  it('holds up no other', async () => {
    for (const channel of ['busy', 'C1', 'C2']) world.subscribe(channel, '2026-11-25T12:00:00Z');
    world.answer(channel =>
      channel === 'busy' ? { kind: 'limited', waitMs: 90_000, everywhere: false } : { kind: 'posted' },
    );
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(channels().sort()).toEqual(['C1', 'C2']);
    world.answer(() => ({ kind: 'posted' }));
    await world.tickAt('2026-11-26T09:01:00Z');
    expect(channels()).not.toContain('busy');
    await world.tickAt('2026-11-26T09:02:00Z');
    expect(channels()).toContain('busy');
  });
});

describe('a bot that is being stopped', () => {
  it('begins no post any more, and leaves what is due to the next start', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    world.setClock('2026-11-26T09:00:00Z');
    const tick = world.daily.tick();
    await world.daily.stop();
    await tick;
    expect(world.posted).toEqual([]);
    await world.another().tick();
    expect(channels()).toEqual(['C1']);
  });
});

describe('without papers', () => {
  it('the post is put off, no subscription is lost, and it goes out when there are some', async () => {
    const engine = await startEngine();
    world = await dailyWorld(openPapers(engine, memoryLog()));
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.posted).toEqual([]);
    expect(world.log.lines).toContain('no papers with tags now: the tag of the day waits for 1 channel');

    const indexer = openIndexer(engine);
    await indexer.prepare();
    await (await indexer.add(TAGGED_PAPERS.slice(0, 3).map(toRecord))).indexed;
    await world.tickAt('2026-11-26T09:30:00Z');
    expect(at()).toEqual(['2026-11-26T09:30']);
  });

  it('that have tags which can be searched, it waits as well', async () => {
    const odd = [
      paper({
        id: 'a',
        keywords: ['*', '\u201c\u201d', 'a whole sentence that somebody took for a keyword of the paper'],
      }),
    ];
    world = await dailyWorld(await indexOf(odd));
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.posted).toEqual([]);
    expect(world.log.lines).toHaveLength(1);
  });

  it('or without an engine, it waits as well', async () => {
    const engine = await startEngine();
    world = await dailyWorld(openPapers(engine, memoryLog()));
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await engine.close();
    await expect(world.tickAt('2026-11-26T09:00:00Z')).rejects.toThrow(/engine/u);
    expect(world.subscriptions.due(Date.parse('2026-11-26T09:00:00Z'))).toHaveLength(1);
  });
});
