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

const FORM = 'application/x-www-form-urlencoded';

/**
 * Posts to the bot as Slack does, signed.
 * @returns the status and the body, which is the acknowledgement
 */
export function post(
  port: number,
  { kind, body }: Payload,
  signing: Signing = {},
): Promise<{ status: number; body: string }> {
  return kind === 'events_api'
    ? postRaw(port, JSON.stringify(body), 'application/json', signing)
    : postRaw(port, formOf(kind, body), FORM, signing);
}

/**
 * Posts whatever it is, signed.
 * @param contentType null for a request that does not say
 */
export async function postRaw(
  port: number,
  raw: string | Uint8Array<ArrayBuffer>,
  contentType: string | null = FORM,
  signing: Signing = {},
  more: Readonly<Record<string, string>> = {},
): Promise<{ status: number; body: string }> {
  const response = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      ...(contentType === null ? {} : { 'content-type': contentType }),
      ...signatureOf(raw, signing),
      ...more,
    },
    // Of a string fetch would say itself what it is.
    body: typeof raw === 'string' ? new TextEncoder().encode(raw) : raw,
  });
  return { status: response.status, body: await response.text() };
}

/** @returns the headers by which Slack signs */
export function signatureOf(
  raw: string | Uint8Array,
  { secret = SIGNING_SECRET, timestamp = Math.floor(Date.now() / 1_000) }: Signing = {},
): Record<string, string> {
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(raw).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${signature}` };
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
