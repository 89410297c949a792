import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { temporaryFolder } from '../../support/engine.ts';
import { eventually } from '../../support/eventually.ts';
import { runProgram, startProgram } from '../../support/program.ts';
import { startSlackBot } from '../../support/slack/bot.ts';
import { send } from '../../support/slack/deliver.ts';
import { command } from '../../support/slack/payloads.ts';
import { startSlack } from '../../support/slack/server.ts';

const silent = { answer: (): Promise<never> => Promise.reject(new Error('nobody asks')) };

describe('a wrong setting', () => {
  it.each(['invalid_auth', 'token_revoked', 'not_allowed_token_type'])(
    'a bot token that is refused with %s is one clear sentence',
    async error => {
      const slack = await startSlack();
      slack.answerAlways('auth.test', { body: { ok: false, error } });
      await expect(startSlackBot('socket', silent, slack)).rejects.toThrow(
        new RegExp(
          `^Slack does not accept SLACK_BOT_TOKEN \\(${error}\\): copy the Bot User OAuth Token`,
          'u',
        ),
      );
    },
  );

  it('so is an app token', async () => {
    const slack = await startSlack();
    slack.answerAlways('apps.connections.open', { body: { ok: false, error: 'invalid_auth' } });
    await expect(startSlackBot('socket', silent, slack)).rejects.toThrow(
      /^Slack does not accept SLACK_APP_TOKEN \(invalid_auth\): make an app-level token/u,
    );
  });

  it('ends the program with exit status 1 where no other platform is on', async () => {
    const slack = await startSlack();
    slack.answerAlways('auth.test', { body: { ok: false, error: 'invalid_auth' } });
    const { status, stderr } = await runProgram('src/main.ts', [], {
      DATA_DIR: await temporaryFolder(),
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_APP_TOKEN: 'xapp-app',
      SLACK_API_URL: slack.apiUrl,
    });
    expect(status).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^Slack: Slack does not accept SLACK_BOT_TOKEN/u);
    expect(stderr).not.toMatch(/\n\s+at /u);
    expect(stderr).not.toContain('xoxb-wrong');
  });
});

/** @returns a program that is Meilisearch, three seconds late */
async function lateMeilisearch(): Promise<string> {
  const path = join(await temporaryFolder(), 'late');
  await writeFile(path, `#!/bin/sh\nsleep 3\nexec '${inject('meilisearch')}' "$@"\n`, { mode: 0o755 });
  return path;
}

describe('npm start with Slack on', () => {
  it('takes commands while the engine starts, and answers them when it is there', async () => {
    const slack = await startSlack();
    const bot = startProgram('src/main.ts', [], {
      DATA_DIR: await temporaryFolder(),
      MEILI_BIN: await lateMeilisearch(),
      SLACK_BOT_TOKEN: 'xoxb-bot',
      SLACK_APP_TOKEN: 'xapp-app',
      SLACK_API_URL: slack.apiUrl,
      LOG_LEVEL: 'info',
    });
    let isReady = false;
    const ready = bot.says('1,589 papers').then(() => {
      isReady = true;
    });
    await bot.says('Slack: listening by Socket Mode');
    await send(slack, command('relu networks', slack.responseUrl()));
    expect(isReady).toBe(false);
    await ready;
    await eventually(() => expect(slack.responses).toHaveLength(1));
    expect(slack.responses[0]?.text).toContain('have all the words');
    bot.child.kill('SIGTERM');
    expect((await bot.ended).status).toBe(0);
  });

  it('answers commands, and ends at SIGTERM', async () => {
    const slack = await startSlack();
    const bot = startProgram('src/main.ts', [], {
      DATA_DIR: await temporaryFolder(),
      SLACK_BOT_TOKEN: 'xoxb-bot',
      SLACK_APP_TOKEN: 'xapp-app',
      // Both are set: Socket Mode is used.
      SLACK_SIGNING_SECRET: 'secret',
      SLACK_API_URL: slack.apiUrl,
      LOG_LEVEL: 'info',
    });
    await bot.says('Slack: listening by Socket Mode as @search_iclr');
    await send(slack, command('relu networks', slack.responseUrl()));
    await eventually(() => expect(slack.responses).toHaveLength(1));
    expect(slack.responses[0]?.text).toContain('have all the words');
    expect(slack.calls[0]).toMatchObject({ method: 'auth.test', token: 'xoxb-bot' });
    expect(slack.callsOf('apps.connections.open')[0]?.token).toBe('xapp-app');
    bot.child.kill('SIGTERM');
    expect((await bot.ended).status).toBe(0);
  });
});
