import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Papers } from '../../src/search/papers.ts';
import { toRecord } from '../../src/search/record.ts';
import { channelOf, type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../support/daily.ts';
import { indexerOf, indexOf, papersOf, startEngine } from '../support/engine.ts';
import { paper } from '../support/papers.ts';

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf(TAGGED_PAPERS);
});

let world: DailyWorld;
beforeEach(async () => {
  world = await dailyWorld(papers);
});

describe('the daily post', () => {
  beforeEach(() => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
  });

  it('goes out when it is due, once a day', async () => {
    await world.tickAt('2026-11-26T08:59:00Z');
    expect(world.posted).toEqual([]);
    for (const moment of ['09:00', '09:01', '10:00', '23:59']) await world.tickAt(`2026-11-26T${moment}:00Z`);
    await world.tickAt('2026-11-27T09:00:00Z');
    expect(world.times()).toEqual(['2026-11-26T09:00', '2026-11-27T09:00']);
  });

  it('goes out late, up to three hours, once, and not at all later than that', async () => {
    await world.tickAt('2026-11-26T12:00:00Z');
    await world.tickAt('2026-11-26T12:01:00Z');
    await world.tickAt('2026-11-27T12:01:00Z');
    expect(world.times()).toEqual(['2026-11-26T12:00']);
    expect(world.log.lines).toContain('Slack channel C1 of T1 gets no post: it was due 181 minutes ago');
    await world.tickAt('2026-11-28T09:00:00Z');
    expect(world.times()).toEqual(['2026-11-26T12:00', '2026-11-28T09:00']);
  });

  it('goes out once where the clock is set back after it', async () => {
    await world.tickAt('2026-11-26T09:00:00Z');
    await world.tickAt('2026-11-26T08:30:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    await world.tickAt('2026-11-25T09:00:00Z');
    expect(world.times()).toEqual(['2026-11-26T09:00']);
  });

  it('that comes late after midnight is the post of the new day', async () => {
    world.subscribe('C1', '2026-11-26T12:00:00Z', {
      cron: '50 23 * * *',
      zone: 'UTC',
    });
    await world.tickAt('2026-11-27T01:00:00Z');
    await world.tickAt('2026-11-27T23:50:00Z');
    await world.tickAt('2026-11-28T23:50:00Z');
    expect(world.times()).toEqual(['2026-11-27T01:00', '2026-11-28T23:50']);
  });

  it('goes out once by ticks that overlap, and by two processes on one file', async () => {
    world.setClock('2026-11-26T09:00:00Z');
    for (let index = 2; index <= 50; index += 1) world.subscribe(`C${index}`, '2026-11-25T12:00:00Z');
    const others = [world.another(), world.another()];
    await Promise.all([world.daily.tick(), world.daily.tick(), ...others.map(other => other.tick())]);
    expect(world.posted).toHaveLength(50);
    expect(new Set(world.channels()).size).toBe(50);
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
    expect(world.channels()).toEqual(['C1']);
    expect(world.subscriptions.due(Date.parse('2026-11-26T09:00:00Z'))).toHaveLength(1);
  });
});

describe('a clock', () => {
  it('that was ahead for years and is right again silences no channel', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await world.tickAt('2036-01-01T00:00:00Z');
    await world.tickAt('2026-11-25T13:00:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.times()).toEqual(['2026-11-26T09:00']);
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
    expect(world.channels()).toEqual(['C1']);
  });
});

describe('without papers', () => {
  it('the post is put off, no subscription is lost, and it goes out when there are some', async () => {
    const engine = await startEngine();
    world = await dailyWorld(await papersOf(engine));
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await world.tickAt('2026-11-26T09:00:00Z');
    expect(world.posted).toEqual([]);
    expect(world.log.lines).toContain('no papers with tags now: the tag of the day waits for 1 channel');

    const indexer = await indexerOf(engine);
    await indexer.prepare();
    await (await indexer.add(TAGGED_PAPERS.slice(0, 3).map(toRecord))).indexed;
    await world.tickAt('2026-11-26T09:30:00Z');
    expect(world.times()).toEqual(['2026-11-26T09:30']);
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
    world = await dailyWorld(await papersOf(engine));
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    await engine.close();
    await expect(world.tickAt('2026-11-26T09:00:00Z')).rejects.toThrow(/engine/u);
    expect(world.subscriptions.due(Date.parse('2026-11-26T09:00:00Z'))).toHaveLength(1);
  });
});
