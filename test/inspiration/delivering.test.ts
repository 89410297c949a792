import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Papers } from '../../src/search/papers.ts';
import { channelOf, type DailyWorld, dailyWorld, REFUSED, TAGGED_PAPERS } from '../support/daily.ts';
import { indexOf } from '../support/engine.ts';

let papers: Papers;
beforeAll(async () => {
  papers = await indexOf(TAGGED_PAPERS);
});

let world: DailyWorld;
beforeEach(async () => {
  world = await dailyWorld(papers);
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
    expect(world.channels().sort()).toEqual(['C1', 'C2']);
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
    expect(world.channels()).not.toContain('gone');
    await world.tickAt('2026-11-27T23:58:00Z');
    expect(world.channels()).toContain('gone');
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
    expect(world.channels()).not.toContain('gone');
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
    expect(new Set(world.channels()).size).toBe(40);
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
    expect(world.channels().sort()).toEqual(['C1', 'C2']);
    world.answer(() => ({ kind: 'posted' }));
    await world.tickAt('2026-11-26T09:01:00Z');
    expect(world.channels()).not.toContain('busy');
    await world.tickAt('2026-11-26T09:02:00Z');
    expect(world.channels()).toContain('busy');
  });
});
