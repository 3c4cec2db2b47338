import { z } from 'zod';
import { describeRoute } from '../contract.ts';
import { defineRoute } from '../route.ts';
import { PostedBeacon } from './posted-beacon.ts';

/** No function answers: the gateway puts the body into the queue as it is. */
export const postEventsRoute = defineRoute({
  id: 'postEvents',
  method: 'POST',
  path: '/v1/events',
  kind: 'beacon',
  access: 'public',
  throttle: 'eventsPerSecond',
  body: PostedBeacon,
});

export const postEventsContract = () =>
  describeRoute(postEventsRoute, {
    tag: 'Tracking',
    summary: 'Tell what a visitor did',
    description:
      'A batch of events of one visitor, as JSON or as text/plain (sendBeacon needs no preflight for it). It goes straight into a queue: the answer says only that it arrived. ' +
      'Without `consent: true` it is dropped and counted. A repeated beacon is taken once, in any order. Events that do not fit are left out one by one; addresses lose their query except utm_*. Details are kept for 90 days.',
    example: {
      body: {
        visitorId: '6f1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9',
        sessionId: 'k3v9x1',
        sessionStartedAt: '2026-11-22T03:00:00.000Z',
        seq: 0,
        sentAt: '2026-11-22T03:01:10.250Z',
        consent: true,
        events: [
          {
            id: 'k3v9x1-1',
            type: 'page_view',
            at: '2026-11-22T03:00:00.000Z',
            url: 'https://www.example.vn/san-pham/may-loc-nuoc?utm_source=zalo',
            title: 'Máy lọc nước',
          },
          {
            id: 'k3v9x1-2',
            type: 'page_leave',
            at: '2026-11-22T03:01:10.000Z',
            url: 'https://www.example.vn/san-pham/may-loc-nuoc',
            durationMs: 65_000,
          },
        ],
      },
    },
    otherBodies: { 'text/plain': z.string().meta({ description: 'The same JSON' }) },
    answers: {
      200: { description: 'In the queue; the body is the queue’s own receipt', mediaType: 'text/xml', schema: z.string() },
      400: { description: 'The body is empty' },
      429: { description: 'More beacons than the deployment takes' },
    },
  });
