import { describe, expect, it } from '@jest/globals';
import type { listLeadsRoute } from '../../../api/leads/list-leads.ts';
import type { readLeadRoute } from '../../../api/leads/read-lead.ts';
import type { writeNoteRoute } from '../../../api/notes/write-note.ts';
import { createAsk } from '../../../web/src/console/api/ask.ts';
import { ProblemError, SignedOutError, UnreachableError } from '../../../web/src/console/api/errors.ts';
import { openPatience } from '../../../web/src/console/api/patience.ts';
import { requestOf, routeCall } from '../../../web/src/console/api/route-call.ts';

const readLead = routeCall<typeof readLeadRoute>('GET', '/v1/leads/{leadId}');
const listLeads = routeCall<typeof listLeadsRoute>('GET', '/v1/leads');
const writeNote = routeCall<typeof writeNoteRoute>('POST', '/v1/leads/{leadId}/notes');

/** An API that answers what is next in line, and what it was asked. */
function api(...answers: (Response | Error)[]) {
  const asked: { url: string; headers: Headers }[] = [];
  const send = async (url: unknown, init?: RequestInit): Promise<Response> => {
    asked.push({ url: String(url), headers: new Headers(init?.headers) });
    const answer = answers.shift();
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('asked too often');
    return answer;
  };
  return { asked, send: send as typeof fetch };
}
const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const problem = { type: '/v1/docs#problem-not_found', title: 'There is no such thing', status: 404, detail: 'no such lead', id: 'r-1' };

describe('a request of the console', () => {
  it('is put together by the contract of its route', () => {
    const { url, init } = requestOf(writeNote, {
      params: { leadId: 'L/1?' },
      headers: { 'Idempotency-Key': 'k-1' },
      body: { text: 'Gọi' },
    });

    expect(url).toBe('/v1/leads/L%2F1%3F/notes');
    expect(init).toEqual({
      method: 'POST',
      headers: { 'Idempotency-Key': 'k-1', 'content-type': 'application/json' },
      body: '{"text":"Gọi"}',
    });
    expect(requestOf(listLeads, { query: { limit: 5, stage: undefined } }).url).toBe('/v1/leads?limit=5');
    expect(() => requestOf(readLead, {})).toThrow('/v1/leads/{leadId} needs leadId');
  });

  it('carries the token, asks again by the tag, and gives the same back when nothing changed', async () => {
    const { asked, send } = api(json(200, { leadId: 'L1' }, { etag: 'W/"a"' }), new Response(null, { status: 304 }));
    const ask = createAsk(async () => 'token-1', send);

    const known = await ask(readLead, { params: { leadId: 'L1' } });
    const again = await ask(readLead, { params: { leadId: 'L1' } }, { known });

    expect(again).toBe(known);
    expect(asked.map(({ headers }) => [headers.get('authorization'), headers.get('if-none-match')])).toEqual([
      ['Bearer token-1', null],
      ['Bearer token-1', 'W/"a"'],
    ]);
  });

  it('is given up when nobody answers in time, and tells who gave up themselves apart', async () => {
    const hangs = ((_: unknown, init: RequestInit) =>
      new Promise((_resolve, reject) => {
        const giveUp = () => reject(new DOMException('given up', 'AbortError'));
        if (init.signal?.aborted) giveUp();
        init.signal?.addEventListener('abort', giveUp);
      })) as typeof fetch;
    const ask = createAsk(
      async () => 'token-1',
      hangs,
      undefined,
      (ms, given) => openPatience(ms / 1_000, given),
    );
    const giving = new AbortController();

    const read = expect(ask(readLead, { params: { leadId: 'L1' } })).rejects.toThrow(UnreachableError);
    const write = expect(
      ask(writeNote, { params: { leadId: 'L1' }, headers: { 'Idempotency-Key': 'k-1' }, body: { text: 'Gọi' } }),
    ).rejects.toThrow(UnreachableError);
    const given = expect(ask(readLead, { params: { leadId: 'L1' } }, { signal: giving.signal })).rejects.toThrow('given up');
    giving.abort();

    await Promise.all([read, write, given]);
  });

  it('renews a token that is refused, once, and takes the second refusal for the end of the session', async () => {
    const tokens: string[] = [];
    const tokenOf = async ({ isRefused = false } = {}) => {
      tokens.push(isRefused ? 'renewed' : 'old');
      return isRefused ? 'renewed' : 'old';
    };
    const ok = api(new Response(null, { status: 401 }), json(200, { leadId: 'L1' }));
    const over = api(new Response(null, { status: 401 }), new Response(null, { status: 401 }));

    expect((await createAsk(tokenOf, ok.send)(readLead, { params: { leadId: 'L1' } })).body).toEqual({ leadId: 'L1' });
    await expect(createAsk(tokenOf, over.send)(readLead, { params: { leadId: 'L1' } })).rejects.toThrow(SignedOutError);

    expect(ok.asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer renewed']);
    expect(tokens).toEqual(['old', 'renewed', 'old', 'renewed']);
  });

  it('asks nobody where nobody is signed in', async () => {
    const { asked, send } = api();

    await expect(createAsk(async () => null, send)(readLead, { params: { leadId: 'L1' } })).rejects.toThrow(SignedOutError);

    expect(asked).toEqual([]);
  });

  it.each([
    ['a problem of the API', json(404, problem), ProblemError],
    ['no network', new TypeError('fetch failed'), UnreachableError],
    ['a page of somebody between', new Response('<h1>Wi-Fi</h1>', { status: 502 }), UnreachableError],
  ])('tells apart %s', async (_, answer, kind) => {
    const { send } = api(answer);

    await expect(createAsk(async () => 'token-1', send)(readLead, { params: { leadId: 'L1' } })).rejects.toThrow(kind);
  });
});
