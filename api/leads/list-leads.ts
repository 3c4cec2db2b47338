import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { CursorText } from '../paging.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { LeadStatus, Moment, Stage, Temperature } from '../words.ts';
import { FindingCode } from './finding-code.ts';
import { LeadListView } from './lead-view.ts';

/** All combine. */
export const ListLeadsQuery = z.strictObject({
  email: z
    .string()
    .max(320)
    .optional()
    .meta({ description: 'A whole address; where addresses are masked it finds only whose address the caller asked for' }),
  phone: z
    .string()
    .max(64)
    .optional()
    .meta({ description: 'A whole number; where numbers are masked it finds only whose number the caller asked for' }),
  q: z.string().min(2).max(100).optional().meta({
    description:
      'Whole words of the name in any order and spelling, of several the last may be begun; four digits or more: the last ones of any number; with an @: the start of the address',
  }),
  owner: z.string().max(64).optional(),
  waiting: z.literal('true').optional().meta({
    description: 'Only leads that nobody can take yet, the longest waiting first, whatever their creation; not with sort=activity',
  }),
  state: z.enum(['marketing', 'waiting', 'offered', 'owned', 'floating', 'ended']).optional().meta({
    description: 'How far it is on its way to a rep; reps find what floats by `/v1/pools/{poolId}/floating`',
  }),
  /** Province code, name or slug, or north, central, south. */
  region: z.string().max(64).optional(),
  product: z.string().max(200).optional(),
  campaign: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  tag: z.string().max(200).optional(),
  field: z.string().min(3).max(500).optional().meta({
    description:
      'Declared fields as name:value, several apart by ; and all of them asked: industry:ban-le;branches:3..10, with * for any answer. Roles that do not see contact details ask for open ones, nobody for secret ones',
  }),
  finding: FindingCode.optional().meta({
    description:
      'Only leads of which this is found (`missing`: of any field that the company needs); not for roles that do not see contact details',
  }),
  kind: z.enum(['b2b', 'b2c']).optional().meta({ description: 'A business names its company, or writes from an address of one' }),
  segment: z.string().max(64).optional().meta({
    description:
      'Only leads that are in this segment, retired ones among them; who came into it last is first, but with owner, waiting or sort=activity',
  }),
  stage: Stage.optional(),
  status: LeadStatus.optional().meta({ description: '@default - all but retired ones; all with segment' }),
  temperature: Temperature.optional(),
  createdFrom: Moment.optional(),
  createdTo: Moment.optional(),
  activeFrom: Moment.optional().meta({ description: 'Last activity not before it, as far as ten minutes tell' }),
  activeTo: Moment.optional().meta({ description: 'Last activity not after it, as far as ten minutes tell' }),
  sort: z.enum(['created', 'activity']).default('created').meta({ description: 'Newest first, or with the latest activity first' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: CursorText.optional(),
});
export type ListLeadsQuery = z.infer<typeof ListLeadsQuery>;

export const listLeadsRoute = defineRoute({
  id: 'listLeads',
  method: 'GET',
  path: '/v1/leads',
  kind: 'read',
  access: 'token',
  right: 'lead.read',
  throttle: 100,
  polled: true,
  query: ListLeadsQuery,
  answer: returns<LeadListView>(),
});

export const listLeadsContract = () =>
  describeRoute(listLeadsRoute, {
    tag: 'Leads',
    summary: 'Leads, newest first, with the latest activity first, those that wait for an owner, or those of a segment',
    description:
      'Filters combine. A request looks at 5,000 leads at most, reads 300 of them and takes about eight seconds, so a page may be short or empty and still carry nextCursor, which is good for the same user and query. Lists follow changes within seconds; activity is told to ten minutes. A rep sees own leads only, in the same order with segment as without it; a leader those of which their pools have the lead itself or a need, a manager those of their regions.',
    example: { query: { region: 'south', temperature: 'hot', sort: 'activity' } },
    answers: {
      200: json('Found', LeadListView),
      304: { description: 'Nothing changed since the answer that If-None-Match names.' },
      422: problem('A parameter is wrong or unknown, or there is no such segment.'),
    },
  });
