import type { SocketModeReceiver } from '@slack/bolt';
import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { isDelivery } from './body.ts';
import { sparingly } from './sparingly.ts';

type SocketModeClient = SocketModeReceiver['client'];

/** Of its own events: an envelope of such a type would be taken for one of them. */
const OWN_EVENTS = [
  'authenticated',
  'close',
  'connected',
  'connecting',
  'disconnected',
  'disconnecting',
  'error',
  'outgoing_message',
  'reconnecting',
  'slack_event',
  'ws_message',
];

const DELIVERED = ['events_api', 'slash_commands', 'interactive'];

const controlSchema = z.object({ type: z.enum(['hello', 'disconnect']) });
const envelopeSchema = z.object({
  type: z.enum(DELIVERED),
  envelope_id: z.string(),
  payload: z.looseObject({ event: z.object({ type: z.string() }).optional() }),
});

const SAID_EVERY_MS = 60_000;

/**
 * Lets the client of Socket Mode see only what it can read: of other messages it throws where nobody catches it, which
 * ends the process.
 */
export function guardEnvelopes(client: SocketModeClient, log: Log): void {
  const tell = sparingly(text => log.warn(`slack: ${text}`), SAID_EVERY_MS);
  const listeners = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: unknown) => {
    if (typeof data !== 'string' || !isEnvelope(data))
      return tell('a message of Socket Mode was left out: it is none of Slack’s');
    for (const listener of listeners) {
      Promise.resolve(listener(data, isBinary)).catch((error: unknown) =>
        tell(`a message of Socket Mode could not be taken: ${messageOf(error)}`),
      );
    }
  });
}

function isEnvelope(text: string): boolean {
  const message = parsed(text);
  if (controlSchema.safeParse(message).success) return true;
  const envelope = envelopeSchema.safeParse(message);
  if (!envelope.success || !isDelivery(envelope.data.payload)) return false;
  const { type, payload } = envelope.data;
  if (type !== 'events_api') return true;
  return payload.event !== undefined && !OWN_EVENTS.includes(payload.event.type);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
