import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { DigestsView } from './digests-view.ts';

export const readDigestsRoute = defineRoute({
  id: 'readDigests',
  method: 'GET',
  path: '/v1/me/digests',
  kind: 'read',
  access: 'token',
  right: 'report.read',
  throttle: 50,
  query: NoQuery,
  answer: returns<DigestsView>(),
});

export const readDigestsContract = () =>
  describeRoute(readDigestsRoute, {
    tag: 'Reports',
    summary: 'Whether the caller gets numbers by e-mail',
    description: 'Nobody does who has not asked for it. The `ETag` names the version for `If-Match`.',
    example: {},
    answers: { 200: json('The choice in force', DigestsView) },
  });
