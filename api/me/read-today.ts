import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { TodayView } from './today-view.ts';

export const readTodayRoute = defineRoute({
  id: 'readToday',
  method: 'GET',
  path: '/v1/me/today',
  kind: 'read',
  access: 'token',
  right: 'me.read',
  missing: 'user',
  throttle: 20,
  query: NoQuery,
  polled: true,
  answer: returns<TodayView>(),
});

export const readTodayContract = () =>
  describeRoute(readTodayRoute, {
    tag: 'Reps',
    summary: 'How the caller’s day stands, and their turn in their pools',
    description:
      'Numbers are of what the caller did since their day began, as their entries in the histories of leads tell it, also of leads that went to somebody else since. It follows changes within seconds and carries a weak `ETag`.',
    example: {},
    answers: { 200: json('The day', TodayView), 304: { description: 'Nothing changed since the answer that `If-None-Match` names.' } },
  });
