import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { MeView } from './me-view.ts';

export const readMeRoute = defineRoute({
  id: 'readMe',
  method: 'GET',
  path: '/v1/me',
  kind: 'read',
  access: 'token',
  right: 'me.read',
  missing: 'user',
  throttle: 50,
  query: NoQuery,
  polled: true,
  answer: returns<MeView>(),
});

export const readMeContract = () =>
  describeRoute(readMeRoute, {
    tag: 'Reps',
    summary: 'Who the caller is, and what they may do',
    description: 'What a screen needs before it shows anything: it leaves out what the caller has no right to. Carries a weak `ETag`.',
    example: {},
    answers: { 200: json('The caller', MeView), 304: { description: 'Nothing changed since the answer that `If-None-Match` names.' } },
  });
