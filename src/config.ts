import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';
import { ConfigError } from './errors.ts';
import { plainCron, type Schedule, scheduleProblem } from './inspiration/schedule.ts';
import { type FoundZone, findZone, nearestZones } from './inspiration/zones.ts';
import { parseUrl } from './parse-url.ts';

export type EngineConfig =
  /** A Meilisearch process of our own; `binary` is its program, null where we look for one, on `path` too. */
  | {
      readonly kind: 'embedded';
      readonly dataDir: string;
      readonly binary: string | null;
      readonly path: string;
    }
  | { readonly kind: 'server'; readonly url: string; readonly key: string | null };

export interface SlackConfig {
  readonly botToken: string;
  /** Socket Mode needs no public address, HTTP needs a port that Slack reaches. */
  readonly transport:
    | { readonly kind: 'socket'; readonly appToken: string }
    | {
        readonly kind: 'http';
        readonly signingSecret: string;
        /** An address of this machine, or a name of one. */
        readonly host: string;
        readonly port: number;
      };
  /** Another root of Slack's API; null for Slack's own. */
  readonly apiUrl: string | null;
}

export interface DiscordConfig {
  readonly token: string;
  /** Another root of Discord's REST API, without the version; null for Discord's own. */
  readonly apiUrl: string | null;
}

/** The account that OpenReview is read with; what is not set is null. */
export interface OpenReviewConfig {
  readonly login: { readonly user: string; readonly password: string } | null;
  /** Of an earlier login; used before the login. */
  readonly token: string | null;
  /** The roots of its two APIs: each holds other venues. */
  readonly v1Url: string;
  readonly v2Url: string;
}

export interface Config {
  readonly dataDir: string;
  readonly engine: EngineConfig;
  readonly slack: SlackConfig | null;
  readonly discord: DiscordConfig | null;
  readonly openReview: OpenReviewConfig;
  /** When a channel that subscribes gets its post, where it does not say so itself. */
  readonly inspiration: Schedule;
  readonly logLevel: LogLevel;
  /** What the environment says about colours in a terminal; null where it leaves that to the terminal. */
  readonly color: boolean | null;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** This machine alone: whoever lets others in says so. */
const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PORT = 3_000;

/** Nine o'clock on weekdays. */
const DEFAULT_SCHEDULE: Schedule = { cron: '0 9 * * 1-5', zone: 'UTC' };

const DEFAULT_V1_URL = 'https://api.openreview.net';
const DEFAULT_V2_URL = 'https://api2.openreview.net';

const optional = z
  .string()
  .trim()
  .transform(value => (value === '' ? null : value))
  .nullish()
  .transform(value => value ?? null);

/** Of a variable that is sent in a header. */
const NO_TOKEN = 'holds a character that no token has, such as a space or a line end: copy it again';

const environmentSchema = z.object({
  DATA_DIR: optional,
  MEILI_URL: optional
    .refine(isHttpUrl, 'is not an http:// or https:// address; example: http://127.0.0.1:7700')
    .refine(value => isOpenAddress(value) || !isHttpUrl(value), {
      error: ({ input }) =>
        `holds a user, a password or a query beside the address ${addressOf(input)}: give the address alone, and the key in MEILI_KEY`,
    }),
  MEILI_KEY: optional.refine(isHeaderText, NO_TOKEN),
  MEILI_BIN: optional,
  SLACK_BOT_TOKEN: optional.refine(isHeaderText, NO_TOKEN),
  SLACK_APP_TOKEN: optional.refine(isHeaderText, NO_TOKEN),
  SLACK_SIGNING_SECRET: optional,
  HOST: optional
    .transform(host => host?.replace(/^\[(.*)\]$/u, '$1') ?? null)
    .refine(isHost, 'is no address of a machine; examples: 127.0.0.1, ::1, 0.0.0.0'),
  PORT: optional.refine(isPort, 'is not a port, a number from 0 to 65535'),
  SLACK_API_URL: optional.refine(isHttpUrl, 'is not an http:// or https:// address'),
  DISCORD_TOKEN: optional.refine(isHeaderText, NO_TOKEN),
  DISCORD_API_URL: optional.refine(isHttpUrl, 'is not an http:// or https:// address'),
  INSPIRATION_CRON: optional,
  INSPIRATION_TIMEZONE: optional,
  OPENREVIEW_USER: optional,
  OPENREVIEW_PASSWORD: optional,
  OPENREVIEW_TOKEN: optional.refine(isHeaderText, NO_TOKEN),
  OPENREVIEW_V1_URL: optional.refine(isOpenAddress, 'is not an http:// or https:// address without a login'),
  OPENREVIEW_V2_URL: optional.refine(isOpenAddress, 'is not an http:// or https:// address without a login'),
  PATH: optional,
  NO_COLOR: optional,
  FORCE_COLOR: optional,
  LOG_LEVEL: optional.refine(isLogLevel, `is none of ${LOG_LEVELS.join(', ')}`),
});

/**
 * Reads the environment, with what a `.env` file in the working directory adds to it.
 * @throws ConfigError where a variable has a value that cannot be used
 */
export function readConfig(): Config {
  if (existsSync('.env')) loadEnvFile('.env');
  return parseConfig(process.env);
}

/** @returns those of these variables that are set, for a program of others that is to see no more of the environment */
export function inheritedEnvironment(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap(name => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/**
 * @param environment variables by name; an empty one counts as unset
 * @throws ConfigError naming every variable that has to be mended
 */
export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(issue => `${issue.path.join('.')} ${issue.message}`);
    throw new ConfigError(`${problems.join('; ')}. Mend it in the environment or in .env.`);
  }
  const { DATA_DIR, MEILI_URL, MEILI_KEY, MEILI_BIN, PATH, LOG_LEVEL, NO_COLOR, FORCE_COLOR } = parsed.data;
  const dataDir = resolve(DATA_DIR ?? 'data');
  const { DISCORD_TOKEN, DISCORD_API_URL } = parsed.data;
  return {
    dataDir,
    engine:
      MEILI_URL === null
        ? { kind: 'embedded', dataDir, binary: MEILI_BIN, path: PATH ?? '' }
        : { kind: 'server', url: MEILI_URL, key: MEILI_KEY },
    slack: slackConfig(parsed.data),
    discord: DISCORD_TOKEN === null ? null : { token: DISCORD_TOKEN, apiUrl: DISCORD_API_URL },
    openReview: openReviewConfig(parsed.data),
    inspiration: inspirationConfig(parsed.data),
    logLevel: LOG_LEVEL !== null && isLogLevel(LOG_LEVEL) ? LOG_LEVEL : 'info',
    color: colorWanted(NO_COLOR, FORCE_COLOR),
  };
}

/** With the settings of both transports, Socket Mode is used: it works wherever HTTP does. */
function slackConfig(environment: z.infer<typeof environmentSchema>): SlackConfig | null {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_API_URL, HOST, PORT } = environment;
  if (SLACK_BOT_TOKEN === null) return null;
  const common = { botToken: SLACK_BOT_TOKEN, apiUrl: SLACK_API_URL };
  if (SLACK_APP_TOKEN !== null)
    return { ...common, transport: { kind: 'socket', appToken: SLACK_APP_TOKEN } };
  if (SLACK_SIGNING_SECRET === null) {
    throw new ConfigError(
      'SLACK_BOT_TOKEN is set, and neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP) is. ' +
        'Set one of them in the environment or in .env.',
    );
  }
  const host = HOST ?? DEFAULT_HOST;
  const port = PORT === null ? DEFAULT_PORT : Number(PORT);
  return { ...common, transport: { kind: 'http', signingSecret: SLACK_SIGNING_SECRET, host, port } };
}

function openReviewConfig(environment: z.infer<typeof environmentSchema>): OpenReviewConfig {
  const { OPENREVIEW_USER: user, OPENREVIEW_PASSWORD: password, OPENREVIEW_TOKEN: token } = environment;
  if ((user === null) !== (password === null)) {
    throw new ConfigError(
      'OPENREVIEW_USER and OPENREVIEW_PASSWORD belong together, and one of them is not set. ' +
        'Set both, or neither, in the environment or in .env.',
    );
  }
  return {
    login: user === null || password === null ? null : { user, password },
    token,
    v1Url: environment.OPENREVIEW_V1_URL ?? DEFAULT_V1_URL,
    v2Url: environment.OPENREVIEW_V2_URL ?? DEFAULT_V2_URL,
  };
}

function inspirationConfig(environment: z.infer<typeof environmentSchema>): Schedule {
  const { INSPIRATION_CRON, INSPIRATION_TIMEZONE } = environment;
  const zone = INSPIRATION_TIMEZONE ?? DEFAULT_SCHEDULE.zone;
  const found: FoundZone =
    INSPIRATION_TIMEZONE === null ? { kind: 'zone', zone } : findZone(INSPIRATION_TIMEZONE);
  if (found.kind !== 'zone') {
    const nearest = found.kind === 'several' ? found.zones : nearestZones(zone);
    throw new ConfigError(
      `INSPIRATION_TIMEZONE=${zone} is no time zone; the nearest are ${nearest.join(', ')}. ` +
        'Mend it in the environment or in .env.',
    );
  }
  const schedule = { cron: plainCron(INSPIRATION_CRON ?? DEFAULT_SCHEDULE.cron), zone: found.zone };
  const problem = scheduleProblem(schedule, Date.now());
  if (problem === null) return schedule;
  throw new ConfigError(
    `INSPIRATION_CRON=${INSPIRATION_CRON} is no cron expression that comes due (${problem}); ` +
      `example: ${DEFAULT_SCHEDULE.cron}. Mend it in the environment or in .env.`,
  );
}

/** As https://no-color.org and https://force-color.org have it. */
function colorWanted(noColor: string | null, forceColor: string | null): boolean | null {
  if (noColor !== null) return false;
  return forceColor === null ? null : forceColor !== '0';
}

function isHttpUrl(value: string | null): boolean {
  return value === null || /^https?:$/u.test(parseUrl(value)?.protocol ?? '');
}

/** With a login or a query in it, an address would carry secrets into errors. */
function isOpenAddress(value: string | null): boolean {
  if (value === null) return true;
  if (!isHttpUrl(value)) return false;
  const { username, password, search, hash } = new URL(value);
  return [username, password, search, hash].every(part => part === '');
}

/** Where an address leads, without what may be secret. */
function addressOf(value: unknown): string {
  return typeof value === 'string' ? (parseUrl(value)?.origin ?? '') : '';
}

/** Other text is refused where a header is set, by an error that shows it. */
function isHeaderText(value: string | null): boolean {
  return value === null || /^[\x21-\x7e]+$/u.test(value);
}

function isHost(value: string | null): boolean {
  return value === null || isIP(value) !== 0 || /^(?!-)[\w.-]{1,253}$/u.test(value);
}

function isPort(value: string | null): boolean {
  return value === null || (/^\d{1,5}$/u.test(value) && Number(value) <= 65_535);
}

function isLogLevel(value: string | null): value is LogLevel {
  return value === null || LOG_LEVELS.some(level => level === value);
}
