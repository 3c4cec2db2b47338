import { z } from 'zod';
import { askForCall, askOnce, type Call, callIdFor } from '../../calls/index.ts';
import { isoTime } from '../../platform/clock.ts';
import type { SourceId } from '../../platform/ids.ts';
import type { WorkParts } from '../../work/index.ts';
import { keepLead } from '../keep-lead.ts';
import { isAccessRefused, peoplePerPage, zaloPeopleCall, zaloPersonCall } from './api.ts';
import { leadOfInfo } from './event.ts';
import { askForTokens } from './refresh-tokens.ts';
import { readTokens } from './tokens.ts';

const About = z.looseObject({ round: z.string(), appId: z.string(), oaId: z.string(), offset: z.coerce.number().int().nonnegative() });
type Look = z.infer<typeof About> & { readonly connectorId: SourceId };

/** Asks who talked with the account lately, by the pair that there is. */
export async function lookAtPeople(look: Look, { table, clock }: Pick<WorkParts, 'table' | 'clock'>): Promise<void> {
  const { connectorId, round, appId, oaId, offset } = look;
  const tokens = await readTokens(table, connectorId);
  if (!tokens?.sealed) return;
  const call = askForCall(zaloPeopleCall, {
    callId: callIdFor('zaloPeople', connectorId, round, String(offset)),
    endpoint: connectorId,
    request: { connectorId, sealed: tokens.sealed, period: 'L7D', offset },
    at: clock(),
    about: { connectorId, round, appId, oaId, offset: String(offset) },
  });
  await askOnce(call, table);
}

const People = z.object({ code: z.number(), total: z.number().default(0), people: z.array(z.string()).default([]) });

/** Asks for each of them what they shared, once a day. */
export async function followPeople(call: Call, connectorId: SourceId, parts: WorkParts): Promise<void> {
  const [about, answer] = [About.safeParse(call.about).data, People.safeParse(call.answer).data];
  if (!about || !answer) return;
  if (isAccessRefused(answer.code)) return await askForTokens({ connectorId, appId: about.appId, isRefused: true }, parts);
  const tokens = await readTokens(parts.table, connectorId);
  if (!tokens?.sealed) return;
  for (const userId of answer.people) {
    const person = askForCall(zaloPersonCall, {
      callId: callIdFor('zaloPerson', connectorId, userId, about.round),
      endpoint: connectorId,
      request: { connectorId, sealed: tokens.sealed, userId },
      at: parts.clock(),
      about: { connectorId, appId: about.appId, oaId: about.oaId },
    });
    await askOnce(person, parts.table);
  }
  const offset = about.offset + peoplePerPage;
  if (answer.people.length > 0 && offset < answer.total) await lookAtPeople({ ...about, connectorId, offset }, parts);
}

const Person = z.object({
  code: z.number(),
  userId: z.string().optional(),
  info: z.record(z.string(), z.string().nullish()).optional(),
});

/** Keeps what somebody shared where no event told of it. */
export async function followPerson(call: Call, connectorId: SourceId, parts: WorkParts): Promise<void> {
  const answer = Person.safeParse(call.answer).data;
  const about = z.looseObject({ appId: z.string(), oaId: z.string() }).safeParse(call.about).data;
  if (!answer || !about) return;
  if (isAccessRefused(answer.code)) return await askForTokens({ connectorId, appId: about.appId, isRefused: true }, parts);
  const { userId, info } = answer;
  const lead =
    userId === undefined || !info
      ? null
      : leadOfInfo(info, { userId, oaId: about.oaId === '' ? null : about.oaId, at: isoTime(parts.clock()) });
  if (lead) await keepLead(lead, connectorId, 'zalo', parts);
}
