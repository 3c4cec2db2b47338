import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { RepIdInPath, SplitIdInPath } from '../ids.ts';
import { SplitView } from '../pools/split-view.ts';
import { exampleSplitId } from '../pools/split-words.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';

export const undoHandOverRoute = defineRoute({
  id: 'undoHandOver',
  method: 'POST',
  path: '/v1/reps/{repId}/hand-over/{splitId}/undo',
  kind: 'change',
  access: 'token',
  right: 'rep.handOver',
  missing: 'split',
  throttle: 5,
  params: z.object({ repId: RepIdInPath, splitId: SplitIdInPath }),
  query: NoQuery,
  headers: z.object(idempotencyKey),
  answer: returns<SplitView>(),
});

export const undoHandOverContract = () =>
  describeRoute(undoHandOverRoute, {
    tag: 'Reps',
    summary: 'Give a rep back what was handed over, once',
    description:
      'Each goes back to the rep, who has to be active again, unless somebody has done something with it since: `undo.kept` says which stayed, and why. Whoever asks again sees how far it is. For leaders of their pools, managers and admins; a manager of regions takes back what they asked for themselves.',
    example: { params: { repId: 'rep-lan', splitId: exampleSplitId } },
    answers: {
      202: json('It is being taken back', SplitView),
      409: problem(
        'It is not done yet, somebody else took it back already, or the rep is not active: `detail` says which, in English and Vietnamese.',
      ),
      422: problem('The Idempotency-Key has a fault.'),
    },
  });
