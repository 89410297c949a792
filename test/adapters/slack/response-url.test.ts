import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { ForeignAnswerError, slackFetch } from '../../../adapters/slack/response-url.ts';
import { plain } from '../../../src/bot/reply.ts';
import { atEnd } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { type SlackBot, startSlackBot } from '../../support/slack/bot.ts';
import { click, command } from '../../support/slack/payloads.ts';

/** @returns where something else than Slack listens, and what it was asked */
async function stranger(
  answers: Readonly<Record<string, string>> = {},
): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(Object.keys(answers).length === 0 ? 200 : 307, answers).end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

describe.each(['http', 'socket'] as const)('an answer over %s', kind => {
  let started: SlackBot;
  beforeAll(async () => {
    started = await startSlackBot(kind, {
      answer: async text => ({ kind: 'notice', text: [plain(`answer to ${text}`)], examples: [] }),
    });
  });

  it('goes to Slack alone; where else it was to go stands in the log without its path', async () => {
    const { url, asked } = await stranger();
    await started.deliver(command('foreign', `${url}/a-secret-path`));
    await started.deliver(click('show =foreign', `${url}/a-secret-path`));
    await eventually(() =>
      expect(
        started.log.lines.filter(line => line.includes('leads to 127.0.0.1, which is not Slack')),
      ).toHaveLength(2),
    );
    expect(started.log.lines.join('\n')).not.toContain('a-secret-path');
    expect(asked).toEqual([]);
  });

  it.each(['', 'nowhere', 'file:///etc/passwd', '//x', 'https://hooks.slack.com@127.0.0.1/x', '5'])(
    'goes nowhere for the address %j',
    async address => {
      await started.deliver(command('none', address));
      await started.deliver(command(`after ${address}`, started.slack.responseUrl()));
      await eventually(() => expect(started.slack.responses.at(-1)?.text).toBe(`answer to after ${address}`));
    },
  );
});

describe('what is sent to', () => {
  it.each([
    'https://evil.example/x',
    'https://hooks.slack.com.evil.example/x',
    'https://hooks.slack.com@evil.example/x',
    'https://user@hooks.slack.com/x',
    'http://hooks.slack.com/x',
    'https://hooks.slack.com:8443/x',
    'https://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:7700/keys',
    'file:///etc/passwd',
    'data:,x',
    '',
  ])('%j is sent nowhere', async address => {
    await expect(slackFetch(null)(address)).rejects.toThrow(ForeignAnswerError);
    await expect(slackFetch('https://proxy.example/api/')(address)).rejects.toThrow(ForeignAnswerError);
  });

  it('Slack is not followed elsewhere', async () => {
    const { url: elsewhere, asked } = await stranger();
    const { url } = await stranger({ location: `${elsewhere}/x` });
    const response = await slackFetch(`${url}/api/`)(`${url}/respond`, { method: 'POST', body: 'x' });
    expect(response.status).toBe(307);
    expect(asked).toEqual([]);
  });
});
