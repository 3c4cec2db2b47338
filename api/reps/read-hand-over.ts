import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { RepIdInPath, SplitIdInPath } from '../ids.ts';
import { SplitView } from '../pools/split-view.ts';
import { exampleSplitId } from '../pools/split-words.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';

export const readHandOverRoute = defineRoute({
  id: 'readHandOver',
  method: 'GET',
  path: '/v1/reps/{repId}/hand-over/{splitId}',
  kind: 'read',
  access: 'token',
  right: 'rep.handOver',
  missing: 'split',
  throttle: 20,
  params: z.object({ repId: RepIdInPath, splitId: SplitIdInPath }),
  query: NoQuery,
  answer: returns<SplitView>(),
});

export const readHandOverContract = () =>
  describeRoute(readHandOverRoute, {
    tag: 'Reps',
    summary: 'How far it is that a rep hands over, and what became of it',
    description: 'For leaders of their pools, managers and admins. A manager of regions sees those that they asked for themselves.',
    example: { params: { repId: 'rep-lan', splitId: exampleSplitId } },
    answers: { 200: json('The hand-over', SplitView), 422: problem('A parameter is unknown.') },
  });
