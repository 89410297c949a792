import { describe, expect, it } from 'vitest';
import { cronProblem, watch } from '../../ingest/watch.ts';
import { ConfigError, SourceError } from '../../src/errors.ts';
import { eventually } from '../support/eventually.ts';

const EVERY_SECOND = '* * * * * *';

describe('a watch', () => {
  it('does a round at once and then by the clock, one at a time, whatever becomes of one', async () => {
    const stop = new AbortController();
    const said: string[] = [];
    let [rounds, running, most] = [0, 0, 0];
    await watch({
      expression: EVERY_SECOND,
      signal: stop.signal,
      say: text => said.push(text),
      round: async due => {
        running += 1;
        most = Math.max(most, running);
        rounds += 1;
        // The first goes on until the second is due.
        if (rounds === 1) await eventually(() => expect(due.aborted).toBe(true));
        running -= 1;
        if (rounds === 2) throw new SourceError('The network is down.');
        if (rounds === 3) stop.abort('SIGINT');
      },
    });
    expect(rounds).toBe(3);
    expect(most).toBe(1);
    expect(said).toContain('The network is down. The next round tries again.');
    expect(said[1]).toMatch(/^Next round: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.$/u);
  });

  it('ends where a round says that the configuration has to be mended', async () => {
    const round = async () => {
      throw new ConfigError('Set OPENREVIEW_TOKEN.');
    };
    const { signal } = new AbortController();
    await expect(watch({ expression: EVERY_SECOND, signal, say: () => {}, round })).rejects.toThrow(
      ConfigError,
    );
  });

  it('ends at once when it is told to while it waits', async () => {
    const stop = new AbortController();
    const say = () => stop.abort('SIGTERM');
    await watch({ expression: '0 0 1 1 *', signal: stop.signal, say, round: async () => {} });
    expect(stop.signal.aborted).toBe(true);
  });

  it.each(['', 'hourly', '* * * *', '61 * * * *'])('is not made of "%s"', expression => {
    expect(cronProblem(expression)).not.toBeNull();
    expect(cronProblem('*/15 * * * *')).toBeNull();
  });
});
