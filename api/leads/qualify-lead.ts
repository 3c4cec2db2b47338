import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { ifMatch } from '../if-match.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { FactorLevel, NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';
import { QualifiedView } from './qualification-view.ts';

const level = FactorLevel.optional();

export const qualifyLeadRoute = defineRoute({
  id: 'qualifyLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/qualification',
  kind: 'change',
  access: 'token',
  right: 'lead.correct',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object({ ...idempotencyKey, ...ifMatch('lead') }),
  body: z.strictObject({
    kind: z.enum(['call', 'person']).default('call').meta({ description: '`person`: heard otherwise than in a call' }),
    answers: z
      .record(z.string().max(40), z.string().max(40))
      .default({})
      .meta({ description: 'Answers to questions of the script, by their ids; of several about one factor the least counts' }),
    factors: z
      .strictObject({ need: level, fit: level, budget: level, authority: level, timeline: level })
      .default({})
      .meta({ description: 'Levels named outright; `unknown` takes back what colleagues said, so that forms and behaviour count again' }),
  }),
  maxBodyKb: 4,
  answer: returns<QualifiedView>(),
});

export const qualifyLeadContract = () =>
  describeRoute(qualifyLeadRoute, {
    tag: 'Leads',
    summary: 'Note what a qualification call brought',
    description:
      'A stage that follows by the kind `lifecycle` is reached at once. A newer word takes no stage back; `unknown` does, where the stage rested on what it takes back. ' +
      'Open qualification tasks of the lead are done with it, and after a call the first contact. A rep to whom a qualification was handed notes the result of that one, of a lead that is not theirs.',
    example: {
      params: { leadId: exampleLeadId },
      headers: { 'If-Match': '"3"' },
      body: { answers: { problem: 'wants-change', 'monthly-budget': 'under-1m' }, factors: { timeline: 'partly' } },
    },
    answers: {
      200: json('Noted', QualifiedView),
      400: problem('The body is not JSON.'),
      412: problem('The lead has another version: read it again.'),
      413: problem('The body is larger than 4 KB.'),
      422: problem('The result says nothing or answers what is not asked; or If-Match or the Idempotency-Key has a fault.'),
    },
  });
