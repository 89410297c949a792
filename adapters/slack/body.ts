import { parse } from 'node:querystring';
import { z } from 'zod';

/** Slack's own are a dozen levels deep. What is some thousand deep overflows the stack of whoever writes it as JSON. */
const MOST_LEVELS = 100;

/** What Slack sends beside events, commands and clicks; Bolt waits 3 s for somebody to know what else comes. */
const TYPES = [
  'block_suggestion',
  'dialog_submission',
  'message_action',
  'shortcut',
  'url_verification',
  'view_closed',
  'view_submission',
];

const bodySchema = z.looseObject({
  type: z.string().optional(),
  command: z.string().optional(),
  // Bolt looks into each of these without a look at what it is.
  event: z.looseObject({ type: z.string() }).optional(),
  authorizations: z.array(z.looseObject({}).nullable()).nullish(),
  actions: z.array(z.looseObject({})).optional(),
  channel: z.union([z.looseObject({}), z.string()]).optional(),
  response_urls: z.array(z.looseObject({})).optional(),
  /** Given back as it came. */
  challenge: z.string().optional(),
});

/**
 * @param body what came by either transport, parsed
 * @returns whether Bolt can be given it: it takes the shape of a body on trust, and throws where nobody catches it
 */
export function isDelivery(body: unknown): boolean {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success || isDeeperThan(body, MOST_LEVELS)) return false;
  const { type = '', event, command, actions } = parsed.data;
  return [event, command, actions].some(part => part !== undefined) || TYPES.includes(type);
}

/**
 * @param text the body of a request
 * @returns what stands in it, as Bolt reads it; undefined where it cannot be read
 */
export function parseBody(contentType: string | undefined, text: string): unknown {
  try {
    if (!isForm(contentType)) return JSON.parse(text);
    const form = parse(text);
    const { payload } = form;
    return typeof payload === 'string' ? JSON.parse(payload) : { ...form };
  } catch {
    return undefined;
  }
}

/** @returns whether Slack only looks whether the address answers, which it does not sign */
export function isSslCheck(contentType: string | undefined, text: string): boolean {
  return isForm(contentType) && parse(text)['ssl_check'] === '1';
}

function isForm(contentType: string | undefined): boolean {
  return contentType === 'application/x-www-form-urlencoded';
}

function isDeeperThan(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; depth <= most; depth += 1) {
    level = level.flatMap(one => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return false;
  }
  return true;
}
