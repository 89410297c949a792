import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Papers } from '../../src/search/papers.ts';
import { channelOf, type DailyWorld, dailyWorld, REFUSED, TAGGED_PAPERS } from '../support/daily.ts';
import { indexOf } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf(TAGGED_PAPERS);
});

let world: DailyWorld;
beforeEach(async () => {
  world = await dailyWorld(papers);
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
    expect(world.times()).toEqual(['2026-11-26T21:00']);
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
    expect(world.times()).toEqual(['2026-11-26T20:00', '2026-11-28T20:05']);
  });

  it('after its post was refused gets it at the new time, and not when the old one was to be tried again', async () => {
    world.subscribe('C1', '2026-11-25T12:00:00Z');
    world.answer(() => REFUSED);
    await world.tickAt('2026-11-26T09:00:00Z');
    world.answer(() => ({ kind: 'posted' }));
    world.subscriptions.remove(channelOf('C1'));
    world.subscribe('C1', '2026-11-26T09:00:30Z', { cron: '0 10 * * *', zone: 'UTC' });
    for (const moment of ['09:01', '09:06', '10:00']) await world.tickAt(`2026-11-26T${moment}:00Z`);
    expect(world.times()).toEqual(['2026-11-26T10:00']);
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
