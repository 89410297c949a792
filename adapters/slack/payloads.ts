import { z } from 'zod';

/** What Slack sends, as far as we read it; each parsed once, where it comes in. */

/** Slack's own are some 60 characters; thousands of them are remembered. */
const keySchema = z.string().max(200).optional().catch(undefined);

/** `trigger_id` names a command or a click, `event_id` an event; a repeated delivery brings the same. */
const deliverySchema = z.object({ trigger_id: keySchema, event_id: keySchema });

/** @returns what all deliveries of one command, click or event have in common, or null */
export function deliveryKey(body: unknown): string | null {
  const delivery = deliverySchema.safeParse(body);
  return delivery.success ? (delivery.data.trigger_id ?? delivery.data.event_id ?? null) : null;
}

export const commandSchema = z
  .object({
    /** As typed, but `&`, `<` and `>` come as `&amp;`, `&lt;` and `&gt;`. */
    text: z
      .string()
      .default('')
      .transform(text => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')),
    team_id: z.string().nullish(),
    enterprise_id: z.string().nullish(),
    channel_id: z.string(),
    user_id: z.string(),
    user_name: z.string().optional(),
  })
  .transform(({ text, ...body }) => ({
    text,
    whereabouts: {
      workspace: workspaceOf(body.team_id, body.enterprise_id),
      channel: body.channel_id,
      person: { id: body.user_id, name: body.user_name || body.user_id },
    },
  }));

/** An app that is installed for all workspaces of a company may be told of the company alone. */
function workspaceOf(team: string | null | undefined, enterprise: string | null | undefined): string {
  return team || enterprise || '';
}

const actionSchema = z.object({
  action_id: z.string(),
  value: z.string().optional(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

export const clickSchema = z
  .object({
    trigger_id: z.string(),
    response_url: z.string().optional(),
    team: z.object({ id: z.string() }).nullish(),
    enterprise: z.object({ id: z.string() }).nullish(),
    user: z.object({ id: z.string(), name: z.string().optional(), username: z.string().optional() }),
    channel: z.object({ id: z.string() }).optional(),
    view: z.object({ id: z.string(), type: z.string() }).optional(),
    actions: z.array(actionSchema).min(1),
  })
  .transform(({ actions: [action], ...body }) => ({
    triggerId: body.trigger_id,
    whereabouts: {
      workspace: workspaceOf(body.team?.id, body.enterprise?.id),
      channel: body.channel?.id ?? null,
      person: { id: body.user.id, name: body.user.name || body.user.username || body.user.id },
    },
    view: body.view ?? null,
    canRespond: body.response_url !== undefined,
    /** Slack tells of clicks on links, too: there is nothing to do about them. */
    isLink: action?.action_id.startsWith('link') === true,
    value: action?.selected_option?.value ?? action?.value ?? '',
  }));

export type Click = z.infer<typeof clickSchema>;

const eventSchema = z.object({ team_id: z.string().nullish(), enterprise_id: z.string().nullish() });

/** @returns the workspace that an event is told of; its `team_id` stands beside it, and not in it */
export function eventWorkspace(body: unknown): string {
  const event = eventSchema.safeParse(body);
  return event.success ? workspaceOf(event.data.team_id, event.data.enterprise_id) : '';
}

export const homeOpenedSchema = z.object({ user: z.string(), tab: z.string().default('home') });

export const linkSharedSchema = z.object({
  channel: z.string(),
  /** Who wrote the message. */
  user: z.string().default(''),
  message_ts: z.string(),
  /** "composer" while somebody is still writing, "conversations_history" for a message. */
  source: z.string().default('conversations_history'),
  is_bot_user_member: z.boolean().default(true),
  links: z.array(z.object({ url: z.string() })),
});

export type LinkShared = z.infer<typeof linkSharedSchema>;
