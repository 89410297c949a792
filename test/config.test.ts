import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../src/config.ts';
import { ConfigError } from '../src/errors.ts';

describe('the configuration', () => {
  it('is an embedded engine under ./data where nothing is set', () => {
    expect(parseConfig({ PATH: '/bin' })).toEqual({
      dataDir: resolve('data'),
      engine: { kind: 'embedded', dataDir: resolve('data'), binary: null, path: '/bin' },
      slack: null,
      discord: null,
      openReview: {
        login: null,
        token: null,
        v1Url: 'https://api.openreview.net',
        v2Url: 'https://api2.openreview.net',
      },
      inspiration: { cron: '0 9 * * 1-5', zone: 'UTC' },
      logLevel: 'info',
      color: null,
    });
  });

  it('takes an empty variable for an unset one', () => {
    expect(parseConfig({ MEILI_URL: '', MEILI_KEY: ' ', LOG_LEVEL: '' }).engine.kind).toBe('embedded');
  });

  it('is a server where MEILI_URL names one', () => {
    expect(parseConfig({ MEILI_URL: 'http://search:7700', MEILI_KEY: 'k' }).engine).toEqual({
      kind: 'server',
      url: 'http://search:7700',
      key: 'k',
    });
  });

  it('turns Slack on by a bot token, over Socket Mode where both transports are set', () => {
    const SLACK_BOT_TOKEN = 'xoxb-1';
    expect(parseConfig({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET: 's', PORT: '8080' }).slack).toEqual({
      botToken: 'xoxb-1',
      apiUrl: null,
      transport: { kind: 'http', signingSecret: 's', host: '127.0.0.1', port: 8_080 },
    });
    expect(
      parseConfig({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET: 's', SLACK_APP_TOKEN: 'xapp-1' }).slack?.transport,
    ).toEqual({ kind: 'socket', appToken: 'xapp-1' });
    expect(() => parseConfig({ SLACK_BOT_TOKEN })).toThrow(
      /SLACK_APP_TOKEN \(Socket Mode\) nor SLACK_SIGNING_SECRET/u,
    );
  });

  it('listens for Slack on this machine alone, unless HOST says where', () => {
    const hostOf = (HOST?: string): unknown =>
      parseConfig({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's', HOST }).slack?.transport;
    expect([undefined, '', ' '].map(hostOf)).toMatchObject(['', '', ''].map(() => ({ host: '127.0.0.1' })));
    expect(
      ['0.0.0.0', '::', '::1', '[::1]', 'fe80::1%eth0', 'localhost', 'my-host.example'].map(hostOf),
    ).toMatchObject(
      ['0.0.0.0', '::', '::1', '::1', 'fe80::1%eth0', 'localhost', 'my-host.example'].map(host => ({ host })),
    );
    for (const HOST of ['http://x', '127.0.0.1:3000', '[::1', 'a b', '-x', 'a'.repeat(254)])
      expect(() => parseConfig({ HOST })).toThrow(
        /^HOST is no address of a machine; examples: 127\.0\.0\.1/u,
      );
  });

  it('turns Discord on by its token', () => {
    expect(parseConfig({ DISCORD_TOKEN: 't', DISCORD_API_URL: 'http://127.0.0.1:1/api' }).discord).toEqual({
      token: 't',
      apiUrl: 'http://127.0.0.1:1/api',
    });
  });

  it('says when a tag of the day comes, where a channel does not', () => {
    expect(
      parseConfig({ INSPIRATION_CRON: '30 8 * * *', INSPIRATION_TIMEZONE: 'europe/berlin' }).inspiration,
    ).toEqual({ cron: '30 8 * * *', zone: 'Europe/Berlin' });
    expect(() => parseConfig({ INSPIRATION_CRON: 'at nine' })).toThrow(
      /INSPIRATION_CRON=at nine is no cron/u,
    );
    expect(() => parseConfig({ INSPIRATION_CRON: '0 9 30 2 *' })).toThrow(/never comes due.*example: 0 9/u);
    expect(() => parseConfig({ INSPIRATION_TIMEZONE: 'Europe/Berln' })).toThrow(
      /INSPIRATION_TIMEZONE=Europe\/Berln is no time zone; the nearest are Europe\/Berlin/u,
    );
  });

  it('reads OpenReview with an account, or with a token, or with both', () => {
    const account = { OPENREVIEW_USER: 'bot@example.org', OPENREVIEW_PASSWORD: 'p w' };
    expect(parseConfig(account).openReview).toMatchObject({
      login: { user: 'bot@example.org', password: 'p w' },
      token: null,
    });
    expect(parseConfig({ ...account, OPENREVIEW_TOKEN: 't' }).openReview.token).toBe('t');
    expect(() => parseConfig({ OPENREVIEW_USER: 'bot@example.org' })).toThrow(
      /^OPENREVIEW_USER and OPENREVIEW_PASSWORD belong together/u,
    );
  });

  it.each([
    [{ OPENREVIEW_TOKEN: 'sécret token' }, /OPENREVIEW_TOKEN holds a character that no token has/u],
    [
      { OPENREVIEW_V2_URL: 'https://bot:sécret@mirror' },
      /OPENREVIEW_V2_URL is not an http.* without a login/u,
    ],
    [{ OPENREVIEW_USER: '', OPENREVIEW_PASSWORD: 'sécret' }, /belong together/u],
  ])('refuses %j without saying what it holds', (environment, message) => {
    expect(() => parseConfig(environment)).toThrow(message);
    expect(() => parseConfig(environment)).not.toThrow(/sécret/u);
  });

  it.each([
    [{ PORT: '70000' }, /PORT is not a port/u],
    [{ MEILI_URL: 'search:7700' }, /MEILI_URL is not an http:\/\/ or https:\/\/ address.*\.env/u],
    [{ LOG_LEVEL: 'loud' }, /LOG_LEVEL is none of fatal, error/u],
  ])('refuses %j and names the variable', (environment, message) => {
    expect(() => parseConfig(environment)).toThrow(ConfigError);
    expect(() => parseConfig(environment)).toThrow(message);
  });

  it('tells no secret in an error', () => {
    expect(() => parseConfig({ MEILI_URL: 'nonsense', MEILI_KEY: 'very-secret' })).not.toThrow(
      /very-secret/u,
    );
  });

  it('follows NO_COLOR and FORCE_COLOR', () => {
    expect(parseConfig({ NO_COLOR: '1', FORCE_COLOR: '1' }).color).toBe(false);
    expect(parseConfig({ FORCE_COLOR: '1' }).color).toBe(true);
    expect(parseConfig({ FORCE_COLOR: '0' }).color).toBe(false);
  });

  it('reads no variable that .env.example does not explain, the standard ones aside', () => {
    const read = [
      ...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+): optional/gmu),
    ].map(([, name]) => name);
    const explained = [...readFileSync('.env.example', 'utf8').matchAll(/^# ?([A-Z][A-Z0-9_]+)=/gmu)].map(
      ([, name]) => name,
    );
    expect(read.length).toBeGreaterThan(4);
    expect(read.filter(name => !['PATH', 'NO_COLOR', 'FORCE_COLOR'].includes(name ?? '')).sort()).toEqual(
      explained.sort(),
    );
  });
});

describe('what must not be seen', () => {
  it.each(['MEILI_KEY', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'DISCORD_TOKEN', 'OPENREVIEW_TOKEN'])(
    '%s with a character that cannot stand in a header is refused by its name, and not shown',
    name => {
      for (const value of [
        'secret\nX-Other: 1',
        'se\r\ncret',
        'se cret',
        'secr\u00e9t',
        'secret\u0000',
        'secret\u2028x',
      ]) {
        const refused = refusalOf({ [name]: value });
        expect(refused).toContain(`${name} holds a character that no token has`);
        expect(refused).not.toMatch(/secr|cret/u);
      }
      expect(
        refusalOf({ [name]: 'a-token_of.this~kind+/=', SLACK_SIGNING_SECRET: 's', SLACK_BOT_TOKEN: 'xoxb' }),
      ).toBeNull();
    },
  );

  it.each([
    'http://operator:hunter2@engine.example:7700',
    'http://hunter2@engine.example:7700/',
    'https://engine.example:7700/search?token=hunter2',
    'https://engine.example:7700/#hunter2',
  ])('MEILI_URL with a login or a query is refused with its host alone: %s', MEILI_URL => {
    const refused = refusalOf({ MEILI_URL });
    expect(refused).toMatch(
      /^MEILI_URL holds a user, a password or a query beside the address https?:\/\/engine/u,
    );
    expect(refused).toContain('MEILI_KEY');
    expect(refused).not.toMatch(/hunter2|operator/u);
  });
});

function refusalOf(environment: Record<string, string>): string | null {
  try {
    parseConfig(environment);
    return null;
  } catch (error) {
    return error instanceof ConfigError ? error.message : String(error);
  }
}
