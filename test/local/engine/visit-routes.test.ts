import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Runtime } from '../../support/runtime.ts';
import { startSample } from '../../support/sample-runtime.ts';

describe('What is told of visitors below /_local/', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    runtime = await startSample();
  });
  afterAll(() => runtime.stop());

  it('leaves what comes without consent out of the record of messages', async () => {
    await runtime.request('/v1/events', { method: 'POST', body: '{"consent":false,"visitorId":"canary"}' });

    const sent = await runtime.messages();
    expect(JSON.stringify(sent)).not.toContain('canary');
    expect(sent.map(({ body }) => body)).toContain('nothing kept: no consent');
  });

  it('tells what visitors did, as a list and as a stream', async () => {
    const list = await runtime.request('/_local/visits?limit=1');
    const refused = await Promise.all(
      ['visits?limit=0', 'visits?limit=x', 'visits/none'].map((path) => runtime.request(`/_local/${path}`)),
    );
    const stream = await fetch(`${runtime.url}/_local/visits/stream`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();
    await reader?.cancel();

    expect(list.body).toEqual({ visits: [expect.objectContaining({ kind: 'beacon', fate: 'waiting' })], leads: [] });
    expect(refused.map(({ status }) => status)).toEqual([400, 400, 404]);
    expect(stream.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(first?.value).toMatch(/^event: everything\ndata: {"visits":\[{/);
  });
});
