import { z } from 'zod';
import { defineCall } from '../../calls/index.ts';
import { callSecret, sealPair, seedName } from '../../connectors/index.ts';
import { SourceId } from '../../platform/ids.ts';
import { conversionsEnded } from '../batch-request.ts';

const Answer = z.object({ access_token: z.string().min(1), expires_in: z.number().int().positive() });
const Refusal = z.object({ error: z.string() });

/** Gets a token of an hour for the one that somebody gave, sealed by the client's secret before it is kept. https://developers.google.com/identity/protocols/oauth2/web-server#offline */
export const googleTokenCall = defineCall({
  kind: 'googleToken',
  schema: z.object({ connectorId: SourceId, clientId: z.string() }),
  secretPlace: 'connectors',
  secretOf: ({ connectorId }) => [callSecret(connectorId, 'oauth-secret'), callSecret(connectorId, 'refresh-token')],
  build: ({ clientId }, _attempt, secret, given = '') => ({
    method: 'POST',
    url: 'https://oauth2.googleapis.com/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: secret.trim(),
      refresh_token: given.trim(),
    }).toString(),
  }),
  reasonOf: (body) =>
    ['invalid_grant', 'invalid_client', 'unauthorized_client'].includes(Refusal.parse(JSON.parse(body)).error) ? 'tokenRefused' : null,
  tells: conversionsEnded,
  isLossTold: true,
  waits: [5, 60],
  answer: {
    longestBytes: 20_000,
    read: (body, { request, secrets: [secret = '', given = ''] }) => {
      const { access_token: accessToken, expires_in: expiresIn } = Answer.parse(JSON.parse(body));
      return {
        sealed: sealPair({ accessToken, refreshToken: 'given' }, String(request.connectorId), secret),
        seed: seedName(given, secret),
        expiresIn,
      };
    },
  },
});
