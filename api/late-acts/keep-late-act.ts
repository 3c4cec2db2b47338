import { z } from 'zod';
import { logCallRoute } from '../calls/log-call.ts';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { exampleLeadId, LeadPath } from '../leads/lead-path.ts';
import { noteText } from '../notes/note-path.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { KeptLateActView } from './late-act-view.ts';

export const keepLateActRoute = defineRoute({
  id: 'keepLateAct',
  method: 'POST',
  path: '/v1/leads/{leadId}/late-acts',
  kind: 'change',
  access: 'token',
  right: 'lateAct.keep',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    notedAt: z.iso
      .datetime({ offset: true })
      .meta({ description: 'When it was noted, at most eight days ago; a later one than now counts as now' }),
    act: z
      .discriminatedUnion('is', [
        z.strictObject({ is: z.literal('call'), ...logCallRoute.body.shape }),
        z.strictObject({ is: z.literal('note'), text: noteText }),
      ])
      .meta({ description: 'As the route for it takes it' }),
  }),
  maxBodyKb: 32,
  answer: returns<KeptLateActView>(),
});

export const keepLateActContract = () =>
  describeRoute(keepLateActRoute, {
    tag: 'Late acts',
    summary: 'Keep what a rep noted about a lead that is no longer theirs',
    description:
      'A call or a note that waited for a network may find that the lead went to somebody else meanwhile. It is kept for whoever answers for the lead, who applies or dismisses it. ' +
      'For a rep who had the lead once; for everybody else the lead is not there.',
    example: {
      params: { leadId: exampleLeadId },
      body: { notedAt: '2026-11-25T02:00:00.000Z', act: { is: 'call', outcome: 'noAnswer', at: '2026-11-25T01:59:00.000Z' } },
    },
    answers: {
      201: json('Kept', KeptLateActView),
      400: problem('The body is no JSON.'),
      409: problem('So many of the lead wait already that no more is kept.'),
      413: problem('The body is larger than 32 KB.'),
      422: problem('The body or the Idempotency-Key has a fault, or it was noted too long ago.'),
    },
  });
