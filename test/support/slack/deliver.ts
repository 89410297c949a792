import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Payload } from './payloads.ts';
import type { SlackServer } from './server.ts';

export const SIGNING_SECRET = 'a secret of the tests';

export interface Signing {
  readonly secret?: string;
  /** Seconds since 1970. */
  readonly timestamp?: number;
}

/**
 * Posts to the bot as Slack does, signed.
 * @returns the status and the body, which is the acknowledgement
 */
export async function post(
  port: number,
  { kind, body }: Payload,
  { secret = SIGNING_SECRET, timestamp = Math.floor(Date.now() / 1_000) }: Signing = {},
): Promise<{ status: number; body: string }> {
  const isJson = kind === 'events_api';
  const raw = isJson ? JSON.stringify(body) : formOf(kind, body);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${raw}`).digest('hex');
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': `v0=${signature}`,
    },
    body: raw,
  });
  return { status: response.status, body: await response.text() };
}

function formOf(kind: Payload['kind'], body: Record<string, unknown>): string {
  const fields = kind === 'interactive' ? { payload: JSON.stringify(body) } : body;
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  return form.toString();
}

/**
 * Sends an envelope over the newest connection.
 * @param id given for an envelope that is delivered again
 * @returns its id, once it was acknowledged
 */
export async function send(slack: SlackServer, payload: Payload, id: string = randomUUID()): Promise<string> {
  const socket = slack.sockets.at(-1);
  if (socket === undefined) throw new Error('no connection of Socket Mode');
  const before = slack.acknowledged.filter(one => one === id).length;
  socket.send(envelope(payload, id));
  while (slack.acknowledged.filter(one => one === id).length === before) await once(socket, 'message');
  return id;
}

/** @returns the payload as it goes over the socket */
export function envelope({ kind, body }: Payload, id: string): string {
  return JSON.stringify({
    type: kind,
    envelope_id: id,
    payload: body,
    accepts_response_payload: kind !== 'events_api',
    ...(kind === 'events_api' ? { retry_attempt: 0, retry_reason: '' } : {}),
  });
}
