import { z } from 'zod';
import { secondsAfterPublication } from '../platform/publication.ts';
import { askFor, type WorkRequest } from '../work/index.ts';

/** What is asked for where declared fields were published, apart from the work itself. */
export const fieldsRequest = {
  kind: 'recountByFields' as const,
  schema: z.object({ publishedAt: z.iso.datetime() }),
};

/** Returns the message that has members of segments follow fields that were published. */
export function membersAfterFields(publishedAt: string, now: Date): WorkRequest {
  return askFor(fieldsRequest, { publishedAt }, { delaySeconds: secondsAfterPublication(publishedAt, now) });
}
