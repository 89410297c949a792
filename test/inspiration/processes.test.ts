import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { toRecord } from '../../src/search/record.ts';
import { type DailyWorld, dailyWorld, TAGGED_PAPERS } from '../support/daily.ts';
import { atEnd, indexerOf, papersOf, startEngine } from '../support/engine.ts';
import { type Program, startProgram } from '../support/program.ts';

/** Processes that are ended, and several at a time, on one state.sqlite; what they post is counted by a server. */

let engine: Engine;
let arrived: string[];
let target: string;
beforeAll(async () => {
  engine = await startEngine();
  const indexer = await indexerOf(engine);
  await indexer.prepare();
  await (await indexer.add(TAGGED_PAPERS.map(toRecord))).indexed;
  const server = createServer(async (request, response) => {
    arrived.push(JSON.parse(await text(request)).channel);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

let world: DailyWorld;
beforeEach(async () => {
  arrived = [];
  world = await dailyWorld(await papersOf(engine));
});

async function startChild(standsStillAt = ''): Promise<Program> {
  const { url, key } = await engine.connection();
  const args = [world.folder, url, key ?? '', target, '2026-11-26T09:01:00Z', standsStillAt];
  return startProgram('test/support/daily-child.ts', args, {});
}

/** Subscribes channels to a post that is due a minute before the processes look. */
function subscribe(channels: number): void {
  for (let index = 0; index < channels; index += 1) world.subscribe(`C${index}`, '2026-11-25T12:00:00Z');
}

async function kill(child: Program): Promise<void> {
  child.child.kill('SIGKILL');
  await child.ended;
}

describe('a process that is killed', () => {
  it.each([
    ['due', 1, null],
    ['claimed', 0, 'unknown'],
    ['sent', 1, 'unknown'],
  ])('when the post is %s: after a restart it has arrived %i times', async (place, times, state) => {
    subscribe(1);
    const first = await startChild(place);
    await first.says(`stands still at: ${place}`);
    await kill(first);
    await (await startChild()).ended;
    expect(arrived).toHaveLength(times);

    // What was claimed is given up when its sender cannot be at it any more.
    await world.tickAt('2026-11-26T09:11:00Z');
    const saidUnknown = world.log.lines.filter(line =>
      /^it is not known whether Slack channel C0 of T1 got its post of [\d-]+ \(nothing was recorded.*not sent again$/u.test(
        line,
      ),
    );
    expect(saidUnknown).toHaveLength(state === 'unknown' ? 1 : 0);
    expect(world.posted).toEqual([]);
    expect(arrived).toHaveLength(times);
  });
});

describe('three processes on one file', () => {
  it('post to each of 200 channels once', async () => {
    subscribe(200);
    const children = await Promise.all([startChild(), startChild(), startChild()]);
    const runs = await Promise.all(children.map(child => child.ended));
    expect(runs.map(({ stderr, status }) => ({ stderr, status }))).toEqual(
      Array.from({ length: 3 }, () => ({ stderr: '', status: 0 })),
    );
    expect(arrived).toHaveLength(200);
    expect(new Set(arrived).size).toBe(200);
  });
});
