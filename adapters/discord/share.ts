import { type APIEmbed, ComponentType, type Message as SeenMessage } from 'discord.js';
import { bold, plain } from '../../src/bot/reply.ts';
import { SHARE_ID } from './ids.ts';
import { withinLimits } from './limits.ts';
import { type Message, message, type Row } from './message.ts';
import { paint } from './text.ts';

/** A name is at most 32 characters, each an escape at worst; the text above the cards leaves room for it. */
const MAX_NAME = 100;

/**
 * What one person sees, for all to see: the same message, without its button for sharing. It is copied and
 * not asked for again, so that a random draw stays the one that was seen.
 * @param sharer who shares it, by name
 * @returns null where the message holds nothing
 */
export function sharedCopy(
  seen: Pick<SeenMessage, 'content' | 'embeds' | 'components'>,
  sharer: string,
): Message | null {
  const embeds = seen.embeds.map(embed => copyEmbed(embed.toJSON()));
  if (embeds.length === 0 && seen.content === '') return null;
  const by = paint([bold(sharer), plain(' shares:')], MAX_NAME);
  return withinLimits(
    message({
      content: seen.content === '' ? by : `${by}\n${seen.content}`,
      embeds,
      components: seen.components.flatMap(row => copyRow(row.toJSON())),
    }),
  );
}

/** Only what we wrote: Discord adds facts of its own, which it does not take back. */
function copyEmbed({ title, url, color, description }: APIEmbed): APIEmbed {
  return {
    ...(title === undefined ? {} : { title }),
    ...(url === undefined ? {} : { url }),
    ...(color === undefined ? {} : { color }),
    ...(description === undefined ? {} : { description }),
  };
}

function copyRow(row: ReturnType<SeenMessage['components'][number]['toJSON']>): Row[] {
  if (row.type !== ComponentType.ActionRow) return [];
  const components = row.components.filter(
    component => !('custom_id' in component && component.custom_id === SHARE_ID),
  );
  return components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components }];
}
