import { z } from 'zod';
import { defineCall, resultOf } from '../../calls/index.ts';
import { callSecret, GraphVersion, graphRefusal } from '../../connectors/index.ts';
import { batchParts, batchWaits, conversionsEnded } from '../batch-request.ts';

const Answer = z.object({ events_received: z.number().int() });

/** Ids of leads leave as the exact numbers that they are. In the text of JSON the quotes of any other text are escaped, so that none is taken for one. */
const withExactIds = (json: string): string => json.replaceAll(/"lead_id":"(\d{15,17})"/g, '"lead_id":$1');

/**
 * Tells Meta's dataset of events, all or none: it refuses a call for one event.
 * https://developers.facebook.com/docs/marketing-api/conversions-api/using-the-api
 */
export const metaConversionsCall = defineCall({
  kind: 'metaConversions',
  schema: z.looseObject({ ...batchParts, graphVersion: GraphVersion, account: z.string() }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => callSecret(connectorId, 'conversions-token'),
  build: ({ graphVersion, account, events }, _attempt, token) => ({
    method: 'POST',
    url: `https://graph.facebook.com/${graphVersion}/${account}/events`,
    headers: { authorization: `Bearer ${token.trim()}`, 'content-type': 'application/json', accept: 'application/json' },
    body: withExactIds(JSON.stringify({ data: events })),
  }),
  // Graph refuses with the status 400 what it would take later, too.
  judge: (outcome, reason) => (reason === 'away' || reason === 'tooMany' ? 'again' : resultOf(outcome)),
  reasonOf: graphRefusal,
  tells: conversionsEnded,
  isLossTold: true,
  waits: batchWaits,
  kept: (request) => ({ ...request, events: [] }),
  answer: { longestBytes: 20_000, read: (body) => ({ received: Answer.parse(JSON.parse(body)).events_received }) },
});
