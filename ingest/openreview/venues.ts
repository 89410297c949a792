import { z } from 'zod';
import { SourceError } from '../../src/errors.ts';
import { APIS, type Api, type Client } from './client.ts';
import type { VenueName } from './venue-names.ts';

/** A venue of OpenReview, and which of its APIs holds the venue. */
export interface Venue {
  readonly id: string;
  readonly api: Api;
  /** What papers are submitted by, where the venue itself says it. */
  readonly submission: string | null;
}

const groupsSchema = z.object({
  groups: z.array(
    z.object({
      id: z.string(),
      domain: z.string().nullish(),
      content: z
        .object({ submission_id: z.object({ value: z.string() }) })
        .nullish()
        .catch(null),
    }),
  ),
});

/** @returns the venue, or null where OpenReview has none of that name */
export async function findVenue({ ids }: VenueName, client: Client): Promise<Venue | null> {
  for (const id of ids) {
    for (const api of APIS) {
      const found = await groupOf(id, api, client);
      if (found === undefined) continue;
      const isV2 = typeof found.domain === 'string' && found.domain !== '';
      return { id, api: isV2 ? 'v2' : 'v1', submission: found.content?.submission_id.value ?? null };
    }
  }
  return null;
}

async function groupOf(
  id: string,
  api: Api,
  client: Client,
): Promise<z.infer<typeof groupsSchema>['groups'][number] | undefined> {
  const answer = await client.get(api, '/groups', { id });
  if (answer === null) return undefined;
  const parsed = groupsSchema.safeParse(answer);
  if (!parsed.success)
    throw new SourceError(`OpenReview's answer about ${id} has no list of groups.`, { cause: parsed.error });
  return parsed.data.groups.find(group => group.id === id);
}
