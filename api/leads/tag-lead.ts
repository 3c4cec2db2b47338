import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { exampleLeadId, LeadPath } from './lead-path.ts';

const words = z.array(z.string().max(200)).max(30).default([]);

export const TagsView = z.object({ leadId: z.string(), tags: z.array(z.string()) }).meta({ id: 'Tags' });
export type TagsView = z.infer<typeof TagsView>;

export const tagLeadRoute = defineRoute({
  id: 'tagLead',
  method: 'POST',
  path: '/v1/leads/{leadId}/tags',
  kind: 'change',
  access: 'token',
  right: 'lead.tag',
  missing: 'lead',
  throttle: 50,
  params: LeadPath,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({ add: words, remove: words }),
  maxBodyKb: 16,
  answer: returns<TagsView>(),
});

export const tagLeadContract = () =>
  describeRoute(tagLeadRoute, {
    tag: 'Leads',
    summary: 'Put tags on a lead, or take them off',
    description:
      'A tag is a word of one to forty characters, and a lead has thirty at most. Two that differ in case, spaces or accents alone are one: the one that is there stays. ' +
      'Everybody who reads the lead sees its tags, so they hold no number and no address.',
    example: { params: { leadId: exampleLeadId }, body: { add: ['hội chợ 11/2026'], remove: ['gọi lại'] } },
    answers: {
      200: json('As they are now', TagsView),
      400: problem('The body is no JSON.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('A tag has a fault, each told with its place, or the lead would have too many; nothing is changed.'),
    },
  });
