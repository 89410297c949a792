import { randomUUID } from 'node:crypto';

/** What Slack sends, as its documentation shows it. */
export type Payload = {
  readonly kind: 'slash_commands' | 'interactive' | 'events_api';
  readonly body: Record<string, unknown>;
};

const fresh = (prefix: string): string => `${prefix}${randomUUID()}`;

export function command(text: string, responseUrl: string, more: Record<string, unknown> = {}): Payload {
  return {
    kind: 'slash_commands',
    body: {
      token: 'legacy',
      team_id: 'T1',
      channel_id: 'C1',
      channel_name: 'general',
      user_id: 'U1',
      user_name: 'ada',
      command: '/iclr',
      text,
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: fresh('trigger'),
      ...more,
    },
  };
}

/** A click on a button of a message. */
export function click(
  value: string,
  responseUrl: string | null,
  more: Record<string, unknown> = {},
): Payload {
  return {
    kind: 'interactive',
    body: {
      type: 'block_actions',
      team: { id: 'T1', domain: 'team' },
      user: { id: 'U1', username: 'ada', team_id: 'T1' },
      api_app_id: 'A1',
      token: 'legacy',
      trigger_id: fresh('trigger'),
      ...(responseUrl === null
        ? {}
        : {
            container: { type: 'message', message_ts: '1.1', channel_id: 'C1', is_ephemeral: true },
            channel: { id: 'C1', name: 'general' },
            response_url: responseUrl,
          }),
      actions: [
        {
          type: 'button',
          block_id: 'b1',
          action_id: 'press-0',
          text: { type: 'plain_text', text: 'x' },
          value,
          action_ts: '1.2',
        },
      ],
      ...more,
    },
  };
}

/** A choice from the menu of a card. */
export function choice(value: string, responseUrl: string): Payload {
  return click('', responseUrl, {
    actions: [
      {
        type: 'overflow',
        block_id: 'b1',
        action_id: 'menu',
        selected_option: { text: { type: 'plain_text', text: 'x' }, value },
        action_ts: '1.2',
      },
    ],
  });
}

/** A click in a modal or in the Home. */
export function clickInView(value: string, type: 'modal' | 'home'): Payload {
  return click(value, null, {
    container: { type: 'view', view_id: 'V-clicked' },
    view: { id: 'V-clicked', type, team_id: 'T1', blocks: [], callback_id: '' },
  });
}

export function event(given: Record<string, unknown>, eventId = fresh('Ev')): Payload {
  return {
    kind: 'events_api',
    body: {
      token: 'legacy',
      team_id: 'T1',
      api_app_id: 'A1',
      type: 'event_callback',
      event_id: eventId,
      event_time: 1,
      authorizations: [{ team_id: 'T1', user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
      event: { event_ts: '1.1', ...given },
    },
  };
}

export function linkShared(urls: readonly string[], more: Record<string, unknown> = {}): Payload {
  return event({
    type: 'link_shared',
    channel: 'C1',
    is_bot_user_member: true,
    user: 'U1',
    message_ts: '12.34',
    unfurl_id: 'C1.12.34',
    source: 'conversations_history',
    links: urls.map(url => ({ domain: 'openreview.net', url })),
    ...more,
  });
}
