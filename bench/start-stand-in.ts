import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Seen, Ways } from './daily-stand-in.ts';

/** Slack and Discord, as daily-stand-in.ts plays them in a process of its own. */
export interface StandIn {
  /** Slack's API is below /slack/, and Discord's below /api. */
  readonly url: string;
  seen(): Promise<Seen>;
  end(): void;
}

export async function startStandIn(ways: Ways): Promise<StandIn> {
  const child = fork('bench/daily-stand-in.ts', [JSON.stringify(ways)], { execArgv: ['--import', 'tsx'] });
  const [port] = await once(child, 'message');
  return {
    url: `http://127.0.0.1:${port}`,
    seen: async () => {
      const answered = once(child, 'message');
      child.send('seen');
      const [seen] = await answered;
      return seen;
    },
    end: () => void child.kill(),
  };
}
