import { APPLICATION_ID, type FakeDiscord } from './server.ts';

/** But Administrator, which stands for all of them. */
export const ALL_PERMISSIONS = ((1n << 50n) - 1n) ^ (1n << 3n);
export const CHANNEL_ID = '6000000000000000001';
export const SERVER_ID = '7000000000000000001';

/**
 * Where something is asked: a server, one that the bot is not in (its user has the command everywhere), alone
 * with the bot, or a direct message with somebody else.
 */
export type Place = 'server' | 'server without the bot' | 'bot' | 'people';

const CONTEXT: Readonly<Record<Place, number>> = {
  server: 0,
  'server without the bot': 0,
  bot: 1,
  people: 2,
};
const CHANNEL_TYPE: Readonly<Record<Place, number>> = {
  server: 0,
  'server without the bot': 0,
  bot: 1,
  people: 3,
};
/** Who brought the command there, by the way in which it was installed: 0 a server, 1 a user. */
const OWNERS: Readonly<Record<Place, object>> = {
  server: { 0: SERVER_ID },
  'server without the bot': { 1: '2000000000000000001' },
  bot: { 0: '0' },
  people: { 1: '2000000000000000001' },
};

const TYPE = { command: 2, component: 3, autocomplete: 4 } as const;
const USER = { id: '2000000000000000001', username: 'ada', global_name: 'Ada', discriminator: '0' };
const EPHEMERAL = 64;

let count = 0;

/** Something that a user did, and what the bot says to it. */
export interface Asked {
  /** The first answer, within the 3 seconds. */
  readonly acknowledged: Promise<Answer>;
  /** The edit of the message that was announced, or on which was clicked. */
  readonly edited: Promise<Body>;
  /** A message sent after it. */
  readonly followed: Promise<Body>;
}

export interface Answer {
  readonly type: number;
  readonly data?: Body;
}

/** A message as it goes over the wire; what a test does not look at is left out. */
export interface Body {
  readonly content?: string;
  readonly flags?: number;
  readonly embeds?: readonly {
    readonly title?: string;
    readonly description?: string;
    readonly url?: string;
  }[];
  readonly components?: readonly {
    readonly type: number;
    readonly components: readonly {
      readonly type: number;
      readonly custom_id?: string;
      readonly label?: string;
      readonly url?: string;
      readonly options?: readonly { readonly label: string; readonly value: string }[];
    }[];
  }[];
  readonly allowed_mentions?: { readonly parse: readonly string[] };
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
}

/** Types `/iclr` and sends it. */
export function typeCommand(
  discord: FakeDiscord,
  options: { readonly query?: string; readonly share?: boolean } & Rights = {},
  place: Place = 'server',
): Asked {
  const data = {
    ...COMMAND,
    options: [
      ...(options.query === undefined ? [] : [{ name: 'query', type: 3, value: options.query }]),
      ...(options.share === undefined ? [] : [{ name: 'share', type: 5, value: options.share }]),
    ],
  };
  return interact(discord, TYPE.command, place, data, undefined, options);
}

/** Who may what in a server's channel, as bits. */
export interface Rights {
  /** Who asks, by the last digits of the id; always the same one, where it is not given. */
  readonly person?: number;
  /** The user; nothing, where it is not given. */
  readonly permissions?: bigint;
  /** The bot; everything, where it is not given. */
  readonly appPermissions?: bigint;
}

/** Types into the query and has not sent it yet. */
export function typeOn(discord: FakeDiscord, typed: string): Asked {
  return interact(discord, TYPE.autocomplete, 'server', {
    ...COMMAND,
    options: [{ name: 'query', type: 3, value: typed, focused: true }],
  });
}

/** A message that somebody clicks on. */
export interface Seen {
  readonly body: Body;
  /** Whether only the one who clicks sees it. */
  readonly isEphemeral: boolean;
}

export function clickButton(
  discord: FakeDiscord,
  seen: Seen,
  id: string,
  place: Place = 'server',
  rights: Rights = {},
): Asked {
  return interact(discord, TYPE.component, place, { component_type: 2, custom_id: id }, seen, rights);
}

export function choose(
  discord: FakeDiscord,
  seen: Seen,
  value: string,
  place: Place = 'server',
  rights: Rights = {},
): Asked {
  return interact(
    discord,
    TYPE.component,
    place,
    { component_type: 3, custom_id: 'menu 0', values: [value] },
    seen,
    rights,
  );
}

const COMMAND = { id: '4000000000000000001', name: 'iclr', type: 1 };

function interact(
  discord: FakeDiscord,
  type: number,
  place: Place,
  data: object,
  seen?: Seen,
  { person = 1, permissions = 0n, appPermissions = ALL_PERMISSIONS }: Rights = {},
): Asked {
  count += 1;
  const id = String(5_000_000_000_000_000_000n + BigInt(count));
  const token = `token-${count}`;
  const user = { ...USER, id: String(2_000_000_000_000_000_000n + BigInt(person)) };
  const inServer = CONTEXT[place] === CONTEXT.server;
  discord.gateway.dispatch('INTERACTION_CREATE', {
    id,
    token,
    type,
    version: 1,
    application_id: APPLICATION_ID,
    context: CONTEXT[place],
    channel_id: CHANNEL_ID,
    channel: { id: CHANNEL_ID, type: CHANNEL_TYPE[place] },
    app_permissions: String(appPermissions),
    locale: 'en-GB',
    entitlements: [],
    authorizing_integration_owners: OWNERS[place],
    attachment_size_limit: 0,
    ...(inServer
      ? { guild_id: SERVER_ID, member: { user, roles: [], permissions: String(permissions) } }
      : { user }),
    data,
    ...(seen === undefined ? {} : { message: toMessage(seen) }),
  });
  const webhook = `/webhooks/${APPLICATION_ID}/${token}`;
  const said = <Kind>(method: string, path: string): Promise<Kind> =>
    discord.call(method, path).then(({ body }) => body as Kind);
  return {
    get acknowledged() {
      return said<Answer>('POST', `/interactions/${id}/${token}/callback`);
    },
    get edited() {
      return said<Body>('PATCH', `${webhook}/messages/@original`);
    },
    get followed() {
      return said<Body>('POST', webhook);
    },
  };
}

function toMessage({ body, isEphemeral }: Seen): object {
  return {
    id: '3000000000000000001',
    channel_id: '6000000000000000001',
    type: 20,
    author: { id: APPLICATION_ID, username: 'search-iclr', discriminator: '0', bot: true },
    content: body.content ?? '',
    embeds: (body.embeds ?? []).map(embed => ({ ...embed, type: 'rich' })),
    components: body.components ?? [],
    flags: isEphemeral ? EPHEMERAL : 0,
    attachments: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    timestamp: '2026-01-01T00:00:00.000Z',
    edited_timestamp: null,
  };
}
