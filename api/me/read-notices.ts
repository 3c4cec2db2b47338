import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { NoticesView } from './notices-view.ts';

export const readNoticesRoute = defineRoute({
  id: 'readNotices',
  method: 'GET',
  path: '/v1/me/notices',
  kind: 'read',
  access: 'token',
  right: 'notices.choose',
  throttle: 50,
  query: NoQuery,
  answer: returns<NoticesView>(),
});

export const readNoticesContract = () =>
  describeRoute(readNoticesRoute, {
    tag: 'Reps',
    summary: 'Where and when the caller hears of leads',
    description: 'What the caller chose, else what the configuration says. The `ETag` names the version for `If-Match`.',
    example: {},
    answers: { 200: json('The choice in force', NoticesView) },
  });
