import { describeRoute, json } from '../contract.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { EventListView } from './event-view.ts';

export const listEventsRoute = defineRoute({
  id: 'listEvents',
  method: 'GET',
  path: '/v1/events',
  kind: 'read',
  access: 'token',
  right: 'registration.read',
  throttle: 10,
  query: NoQuery,
  answer: returns<EventListView>(),
});

export const listEventsContract = () =>
  describeRoute(listEventsRoute, {
    tag: 'Events',
    summary: 'The events that people register for',
    description: 'Every form that has an event, in the order in which they begin, with how many places are taken and how many people came.',
    example: {},
    answers: { 200: json('Found', EventListView) },
  });
