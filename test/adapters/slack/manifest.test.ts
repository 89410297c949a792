import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const FOLDER = 'adapters/slack';
/** Slack's own judge of manifests, where the project stands beside it. */
const SCHEMA = '../shared/schemas/slack-manifest.schema.json';

const manifestSchema = z.object({
  features: z.object({
    app_home: z.object({ home_tab_enabled: z.boolean() }),
    slash_commands: z.array(z.object({ command: z.string() })),
    unfurl_domains: z.array(z.string()),
  }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
  settings: z.object({
    event_subscriptions: z.object({ bot_events: z.array(z.string()) }),
    interactivity: z.object({ is_enabled: z.boolean() }),
    socket_mode_enabled: z.boolean(),
  }),
});

/** What each thing that the code does takes, as Slack's documentation has it; null: no scope. */
const SCOPE_OF: Readonly<Record<string, string | null>> = {
  'app.command': 'commands',
  'event app_home_opened': null,
  'event link_shared': 'links:read',
  'auth.test': null,
  'chat.postMessage': 'chat:write',
  'chat.unfurl': 'links:write',
  'views.open': null,
  'views.push': null,
  'views.update': null,
  'views.publish': null,
};

const SOURCE = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => readFileSync(join(FOLDER, name), 'utf8'))
  .join('\n');

/** @returns what the first group of the pattern found in the adapter, sorted, each once */
function inSource(pattern: RegExp): string[] {
  return [...new Set([...SOURCE.matchAll(pattern)].map(([, found = '']) => found))].sort();
}

const json: unknown = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8'));
const manifest = manifestSchema.parse(json);

describe('the manifest names exactly what the code uses', () => {
  const commands = inSource(/\bapp\.command\('([^']+)'/gu);
  const events = inSource(/\bapp\.event\('([^']+)'/gu);
  const methods = inSource(/\b((?:auth|chat|views|conversations|users)\.[a-zA-Z.]+)\(/gu);

  it('of commands', () => {
    expect(commands.length).toBeGreaterThan(0);
    expect(manifest.features.slash_commands.map(({ command }) => command).sort()).toEqual(commands);
  });

  it('of events', () => {
    expect(events.length).toBeGreaterThan(0);
    expect(manifest.settings.event_subscriptions.bot_events.toSorted()).toEqual(events);
  });

  it('of scopes', () => {
    const used = ['app.command', ...events.map(event => `event ${event}`), ...methods];
    expect(used.filter(one => !(one in SCOPE_OF))).toEqual([]);
    const scopes = used.flatMap(one => SCOPE_OF[one] ?? []);
    expect(methods).toContain('chat.postMessage');
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...new Set(scopes)].sort());
  });

  it('and turns on what that needs', () => {
    expect(manifest.features.app_home.home_tab_enabled).toBe(events.includes('app_home_opened'));
    expect(manifest.features.unfurl_domains).toEqual(['openreview.net']);
    expect(manifest.settings.interactivity.is_enabled).toBe(true);
    expect(manifest.settings.socket_mode_enabled).toBe(true);
  });

  it('and the README says each scope, and why', () => {
    const readme = readFileSync('README.md', 'utf8');
    const rows = [...readme.matchAll(/^\| `([a-z:]+)` +\|/gmu)].map(([, scope]) => scope);
    expect(rows).toEqual(expect.arrayContaining([...manifest.oauth_config.scopes.bot, 'connections:write']));
  });
});

describe('the manifest', () => {
  it.runIf(existsSync(SCHEMA))('is one that Slack takes', () => {
    const judge = new Ajv({ strict: false, validateFormats: false }).compile(
      JSON.parse(readFileSync(SCHEMA, 'utf8')),
    );
    expect(judge(json) ? [] : judge.errors).toEqual([]);
  });
});
