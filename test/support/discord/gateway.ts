import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** The codes of Discord's gateway that the bot meets. */
const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, hello: 10, heartbeatAck: 11 } as const;

interface Payload {
  readonly op: number;
  readonly d: unknown;
}

interface Dispatch extends Payload {
  readonly s: number;
  readonly t: string;
}

/** The gateway's side of the one connection that the bot holds. */
export interface Gateway {
  readonly url: string;
  /** What the bot said in IDENTIFY and RESUME, in order. */
  readonly identified: readonly { readonly token: string; readonly intents: number }[];
  readonly resumed: readonly { readonly session_id: string; readonly seq: number }[];
  /** Tells the bot of an event; while it is away, the event waits for it to resume. */
  dispatch(type: string, data: unknown): void;
  /** Sends a frame as it is, whatever it is. */
  say(frame: string | Uint8Array): void;
  /** Breaks the connection, as a network does. */
  drop(): void;
  /** Refuses whoever identifies from now on. */
  refuse(): void;
  close(): Promise<void>;
}

export async function openGateway(applicationId: string, token: string): Promise<Gateway> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sent: Dispatch[] = [];
  const identified: { token: string; intents: number }[] = [];
  const resumed: { session_id: string; seq: number }[] = [];
  let connection: WebSocket | null = null;
  let refuses = false;

  const send = (socket: WebSocket, payload: Payload | Dispatch): void => socket.send(JSON.stringify(payload));
  const dispatch = (type: string, data: unknown): void => {
    const event = { op: OP.dispatch, d: data, s: sent.length + 1, t: type };
    sent.push(event);
    if (connection !== null) send(connection, event);
  };

  server.on('connection', socket => {
    send(socket, { op: OP.hello, d: { heartbeat_interval: 45_000 } });
    socket.on('close', () => {
      if (connection === socket) connection = null;
    });
    socket.on('message', message => {
      const { op, d } = JSON.parse(String(message)) as Payload;
      if (op === OP.heartbeat) send(socket, { op: OP.heartbeatAck, d: null });
      if (op === OP.identify) {
        const identity = d as { token: string; intents: number };
        identified.push({ token: identity.token, intents: identity.intents });
        if (refuses || identity.token !== token) return socket.close(4004);
        connection = socket;
        dispatch('READY', {
          v: 10,
          user: { id: applicationId, username: 'search-iclr', discriminator: '0', bot: true },
          guilds: [],
          session_id: 'session',
          resume_gateway_url: url,
          application: { id: applicationId, flags: 0 },
        });
      }
      if (op === OP.resume) {
        const { session_id, seq } = d as { session_id: string; seq: number };
        resumed.push({ session_id, seq });
        connection = socket;
        for (const missed of sent.filter(({ s }) => s > seq)) send(socket, missed);
        dispatch('RESUMED', null);
      }
    });
  });

  return {
    url,
    identified,
    resumed,
    dispatch,
    say: frame => connection?.send(frame),
    drop: () => {
      const dropped = connection;
      // From now on the bot is away, whenever it notices.
      connection = null;
      dropped?.terminate();
    },
    refuse: () => {
      refuses = true;
    },
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}
