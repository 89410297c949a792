import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';

/** In milliseconds. */
export interface Timing {
  readonly acknowledged: number;
  readonly answered: number;
  /** Whether the answer was that there is too much to do. */
  readonly isBusy: boolean;
}

/** What stands in for Slack while the bot is timed: its API, its response_urls, and its signed commands. */
export interface SlackStandIn {
  readonly apiUrl: string;
  /**
   * Sends `/iclr` with this text.
   * @returns when it was acknowledged, and when the answer came through the response_url;
   * null where it was not taken, as happens to a bot that has too much to do
   */
  command(text: string): Promise<Timing | null>;
  close(): void;
}

/** So many ask, in turn. */
const PEOPLE = 40;

/** @param port where the bot listens */
export async function slackStandIn(port: number, secret: string): Promise<SlackStandIn> {
  const waiting = new Map<string, (isBusy: boolean) => void>();
  const server = createServer((incoming, response) => {
    let isBusy = false;
    incoming
      .on('data', (chunk: Buffer) => {
        isBusy ||= chunk.includes('I am busy');
      })
      .on('end', () => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ ok: true, user_id: 'UBOT', bot_id: 'BBOT', user: 'search_iclr' }));
        waiting.get(incoming.url ?? '')?.(isBusy);
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // As a proxy in front of the bot does. Node's server closes what is idle for 5 s: we are to be first.
  const agent = new Agent({ keepAlive: true, timeout: 3_000 });
  let sent = 0;

  return {
    apiUrl: `${base}/api/`,
    command: async text => {
      sent += 1;
      const path = `/answers/${sent}`;
      const startedAt = performance.now();
      const answer = new Promise<Omit<Timing, 'acknowledged'>>(resolve => {
        waiting.set(path, isBusy => resolve({ answered: performance.now() - startedAt, isBusy }));
      });
      const body = new URLSearchParams({
        command: '/iclr',
        text,
        team_id: 'T1',
        channel_id: 'C1',
        user_id: `U${sent % PEOPLE}`,
        trigger_id: `trigger-${sent}`,
        response_url: `${base}${path}`,
      }).toString();
      try {
        await post(agent, port, body, secret);
        const acknowledged = performance.now() - startedAt;
        return { acknowledged, ...(await answer) };
      } catch {
        return null;
      } finally {
        waiting.delete(path);
      }
    },
    close: () => {
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

async function post(agent: Agent, port: number, body: string, secret: string): Promise<void> {
  const timestamp = Math.floor(Date.now() / 1_000);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const outgoing = request({
    agent,
    host: '127.0.0.1',
    port,
    path: '/slack/events',
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  });
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  response.resume();
  await once(response, 'end');
  if (response.statusCode !== 200) throw new Error(`the bot answered with status ${response.statusCode}`);
}
