import { json, type PlatformAnswer, type PlatformFate, type PlatformRequest } from './request.ts';

/** An event that a platform took, as it was told. */
export type ToldEvent = Readonly<Record<string, unknown>>;

/** Google's tokens and its Data Manager API, as far as offline conversions need them. */
export interface Google {
  answer(request: PlatformRequest): PlatformAnswer;
  /** Events that were taken, by their transaction ids: one that is told again takes the place of the one before. */
  told(): readonly ToldEvent[];
  setFate(fate: PlatformFate): void;
  clear(): void;
}

const isObject = (value: unknown): value is ToldEvent => typeof value === 'object' && value !== null;
const listIn = (value: unknown): readonly ToldEvent[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** https://developers.google.com/data-manager/api/devguides/concepts/understand-errors */
const fault = (status: number, word: string, fields: readonly string[] = []): PlatformAnswer =>
  json(status, {
    error: {
      code: status,
      status: word,
      message: 'There was a problem with the request.',
      details:
        fields.length === 0
          ? []
          : [
              {
                '@type': 'type.googleapis.com/google.rpc.BadRequest',
                fieldViolations: fields.map((field) => ({ field, description: 'Required field is missing or not valid.' })),
              },
            ],
    },
  });

const fates: Readonly<Record<Exclude<PlatformFate, 'answers'>, PlatformAnswer>> = {
  away: fault(503, 'UNAVAILABLE'),
  tooMany: fault(429, 'RESOURCE_EXHAUSTED'),
  tokenRefused: fault(401, 'UNAUTHENTICATED'),
};

const mostEvents = 2_000;

export function openGoogle(): Google {
  const events = new Map<string, ToldEvent>();
  let fate: PlatformFate = 'answers';
  let given = 0;

  /** All of a request, or none of it. */
  function ingest(body: string): PlatformAnswer {
    const read: unknown = JSON.parse(body);
    const request = isObject(read) ? read : {};
    const told = listIn(request.events);
    const references = new Set(listIn(request.destinations).map(({ reference }) => reference));
    if (references.size === 0 || told.length === 0 || told.length > mostEvents) return fault(400, 'INVALID_ARGUMENT', ['events']);
    const faults = told.flatMap((event, place): string[] => {
      const { transactionId, eventTimestamp, adIdentifiers, userData, destinationReferences } = event;
      const at = `events.events[${place}]`;
      if (typeof transactionId !== 'string' || transactionId === '') return [`${at}.transaction_id`];
      if (Number.isNaN(Date.parse(String(eventTimestamp)))) return [`${at}.event_timestamp`];
      if (!isObject(adIdentifiers) && !isObject(userData)) return [`${at}.ad_identifiers`];
      const isKnown = Array.isArray(destinationReferences) && destinationReferences.every((one) => references.has(one));
      if (!isKnown) return [`${at}.destination_references`];
      return isObject(adIdentifiers) && Object.values(adIdentifiers).some((id) => /\s/.test(String(id)))
        ? [`${at}.ad_identifiers.gclid`]
        : [];
    });
    if (faults.length > 0) return fault(400, 'INVALID_ARGUMENT', faults);
    for (const event of told) events.set(`${String(event.destinationReferences)} ${String(event.transactionId)}`, event);
    return json(200, { requestId: `played-${events.size}` });
  }

  return {
    answer({ method, path, headers, body }) {
      if (method === 'POST' && path === '/token') {
        const asked = new URLSearchParams(body);
        if (!asked.get('refresh_token') || !asked.get('client_secret')) return json(401, { error: 'invalid_client' });
        if (fate === 'tokenRefused') return json(400, { error: 'invalid_grant' });
        given += 1;
        return json(200, { access_token: `ya29.played-${given}`, expires_in: 3_599, token_type: 'Bearer' });
      }
      if (!/^Bearer ya29\.\S+$/.test(headers.authorization ?? '')) return fates.tokenRefused;
      if (fate !== 'answers') return fates[fate];
      return method === 'POST' && path === '/v1/events:ingest' ? ingest(body) : fault(404, 'NOT_FOUND');
    },
    told: () => [...events.values()],
    setFate: (next) => {
      fate = next;
    },
    clear() {
      events.clear();
      fate = 'answers';
    },
  };
}
