import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { HTTPReceiver, isValidSlackRequest, type Logger } from '@slack/bolt';
import type { SlackConfig } from '../../src/config.ts';
import { messageOf, PlatformError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { isDelivery, isSslCheck, parseBody } from './body.ts';
import { createHeldBytes } from './held-bytes.ts';
import { readBody } from './read-body.ts';
import { sparingly } from './sparingly.ts';
import type { Transport } from './transport.ts';

const PATH = '/slack/events';

/** Slack signs its own time; requests of another are old ones, or made for later. */
const MOST_SECONDS_APART = 5 * 60;

/** What Slack sends is some kilobytes: a click brings the message with it that was clicked. */
const MOST_BYTES = 1_024 * 1_024;
/** Of all bodies together of which nobody knows yet whether they are Slack's. */
const MOST_BYTES_TOGETHER = 8 * MOST_BYTES;
const MOST_CONNECTIONS = 256;

/** In milliseconds, but for what counts things. */
const SERVER = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  /** How often Node looks at the timeouts. */
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
} as const;

/** When we stop, whoever is still sending has so long. */
const STOP_MS = 2_000;
const SAID_EVERY_MS = 60_000;

export type HttpWay = SlackConfig['transport'] & { readonly kind: 'http' };

/**
 * Slack posts to /slack/events. Bolt, which answers, is given only what is signed, of this time and of the shape that
 * it counts on: it ends the process on some of the rest. What is not verified is bounded, each and all together.
 */
export function httpTransport({ signingSecret, host, port }: HttpWay, logger: Logger, log: Log): Transport {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: PATH, logger });
  const held = createHeldBytes(MOST_BYTES_TOGETHER);
  const tell = sparingly(text => log.warn(`slack: ${text}`), SAID_EVERY_MS);

  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path] = (request.url ?? '').split('?');
    if (request.method !== 'POST' || path !== PATH) return answer(response, 404);
    const body = await readBody(request, MOST_BYTES, held);
    if (body.kind === 'gone') return;
    if (body.kind === 'too large') return answer(response, 413);
    const text = body.bytes.toString();
    const contentType = request.headers['content-type'];
    if (isSslCheck(contentType, text)) return answer(response, 200);
    const why = whyNotSlack(request, text, signingSecret);
    if (why !== null) {
      tell(`a request was refused: ${why}`);
      return answer(response, 401);
    }
    if (!isDelivery(parseBody(contentType, text))) {
      tell('a request was refused: it is signed, and nothing that Slack sends');
      return answer(response, 400);
    }
    // As Bolt knows a body that was read before.
    receiver.requestListener(Object.assign(request, { rawBody: body.bytes }), response);
  };

  const server = createServer(SERVER, (request, response) => {
    take(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a request of Slack could not be taken');
      answer(response, 500);
    });
  });
  server.maxConnections = MOST_CONNECTIONS;

  return {
    receiver,
    start: async () => {
      try {
        server.listen({ host, port });
        await once(server, 'listening');
      } catch (error) {
        throw new PlatformError(whyNotListening(error, host, port), { cause: error });
      }
      server.on('error', error => log.error({ err: error }, 'the port of Slack failed'));
      return `POST ${PATH} on HOST ${host}, PORT ${port}`;
    },
    stop: async () => {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const impatience = setTimeout(() => server.closeAllConnections(), STOP_MS);
      await closed;
      clearTimeout(impatience);
    },
  };
}

/** @returns why it is not Slack who sends this, now; null where it is */
function whyNotSlack({ headers }: IncomingMessage, body: string, signingSecret: string): string | null {
  const sentAt = String(headers['x-slack-request-timestamp'] ?? '');
  const signature = String(headers['x-slack-signature'] ?? '');
  if (!/^\d{1,12}$/u.test(sentAt) || signature === '') return 'it is not signed';
  const apart = Number(sentAt) - Math.floor(Date.now() / 1_000);
  if (Math.abs(apart) > MOST_SECONDS_APART)
    return `it is dated ${Math.abs(apart)} s in the ${apart > 0 ? 'future' : 'past'}; is the clock of this machine right?`;
  const isSigned = isValidSlackRequest({
    signingSecret,
    body,
    headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(sentAt) },
  });
  return isSigned ? null : 'it is not signed with SLACK_SIGNING_SECRET';
}

/** Whoever was answered so has no reason to go on talking on the same connection. */
function answer(response: ServerResponse, status: number): void {
  if (response.headersSent) return;
  response.writeHead(status, status === 200 ? {} : { connection: 'close' }).end();
}

function whyNotListening(error: unknown, host: string, port: number): string {
  switch (error instanceof Error && 'code' in error ? error.code : null) {
    case 'EADDRINUSE':
      return `PORT=${port} is in use on HOST=${host}: end the program that uses it, or set another PORT.`;
    case 'EACCES':
      return `PORT=${port} is for programs with more rights: set a PORT from 1024 on.`;
    case 'EADDRNOTAVAIL':
    case 'EAI_AGAIN':
    case 'ENOTFOUND':
      return (
        `HOST=${host} is no address of this machine: set 127.0.0.1 or ::1 (this machine alone), ` +
        '0.0.0.0 or :: (every network), or an address that it has.'
      );
    default:
      return `HOST=${host}, PORT=${port} cannot be listened on: ${messageOf(error)}`;
  }
}
