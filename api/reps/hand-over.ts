import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { RepIdInPath } from '../ids.ts';
import { GiveReason } from '../leads/give-reason.ts';
import { SplitView } from '../pools/split-view.ts';
import { Receivers } from '../pools/split-words.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';

export const HandOverBody = z.strictObject({
  check: z.boolean().default(false).meta({ description: 'Only says what would happen' }),
  to: z.union([z.literal('rules'), Receivers]).meta({
    description: '`rules`: to the pool in charge of each, which asks its reps as for a new lead; else to these reps',
  }),
  reason: GiveReason.default('absence'),
});
export type HandOverBody = z.infer<typeof HandOverBody>;

export const handOverRoute = defineRoute({
  id: 'handOverRep',
  method: 'POST',
  path: '/v1/reps/{repId}/hand-over',
  kind: 'change',
  access: 'token',
  right: 'rep.handOver',
  missing: 'rep',
  // Each reads some thousand leads.
  throttle: 2,
  params: z.object({ repId: RepIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: HandOverBody,
  maxBodyKb: 16,
  answer: returns<SplitView>(),
});

export const handOverContract = () =>
  describeRoute(handOverRoute, {
    tag: 'Reps',
    summary: 'Hand over all that a rep has who leaves',
    description:
      'For leaders of their pools, admins, and managers for leads of their regions. With `check` nothing happens: `holds` counts what the rep has, and the warnings say what of it is agreed or protected; it goes along all the same. ' +
      'Else leads and needs go one after the other while nobody waits, open tasks along. By `rules` the rep has to be inactive or on leave, or they would get some back. `POST …/undo` takes it back, once.',
    example: { params: { repId: 'rep-lan' }, body: { check: true, to: 'rules' } },
    answers: {
      200: json('What would happen', SplitView),
      202: json('It is being handed over', SplitView),
      400: problem('The body is not JSON.'),
      409: problem('The rep has nothing, or would get some of it back: `detail` says which, in English and Vietnamese.'),
      413: problem('The body is larger than 16 KB.'),
      422: problem('The body or the Idempotency-Key has a fault; or a rep takes leads no more, or is in none of your pools.'),
    },
  });
