import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { person } from '../../support/people.ts';
import { report } from '../../support/proof.ts';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { countBy, tableFacts } from '../../support/table-facts.ts';

/** `npm run republish`, as ops would run it. */
const republish = (runtime: Runtime, ...args: string[]): Promise<string> =>
  runTool(
    runtime,
    'tools/republish.ts',
    {
      '--table': 'TableName',
      '--bus': 'BusName',
      '--intake': 'IntakeQueueUrl',
      '--work': 'WorkQueueUrl',
      '--identity-parameter': 'IdentityParameterName',
    },
    args,
  );

describe('invariant 5: an event for every timeline entry, and for nothing else', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  const post = (submissionId: string, fields: Readonly<Record<string, unknown>>) =>
    runtime.post('contact', { submissionId, fields, consent: { contact: true } }, { ip: '10.44.0.1' });
  const publishedIds = async () => (await runtime.events()).map(({ event }) => String(event.detail.id));
  const entryIds = async () => (await tableFacts(runtime)).entries.map(({ id }) => String(id));
  const now = () => runtime.advance('PT0S');

  it('holds after first posts, repeats, changes, merge candidates, returned mails, and posts that become no lead', async () => {
    const returned = { ...person(3), email: 'returned@publishing.example' };
    const fate = { address: returned.email, is: 'bounced' };
    await runtime.request('/_local/faults', { method: 'POST', body: JSON.stringify({ fate }) });
    await post('first', { ...person(1), province: 'TP.HCM' });
    await post('second', { ...person(2), province: 'Hà Nội' });
    await post('bounces', returned);
    await runtime.idle();
    await post('first', { ...person(1), province: 'TP.HCM' });
    await post('repeat', { ...person(1), province: 'TP.HCM' });
    await post('change', { ...person(1), company: 'Sông Thu' });
    await post('shares-a-phone', { fullName: 'Lý Hoài Vy', email: 'vy@example.com', phone: person(2).phone });
    await post('honeypot', { ...person(4), khong_dien: 'https://spam.example' });
    await post('invalid', { email: 'nobody' });
    await runtime.settle();
    await runtime.advance('PT15M');
    await post('late-repeat', { ...person(1), product: 'erp' });
    await runtime.outage('ses', true);
    await post('ses-is-down', { ...person(5) });
    await runtime.idle();
    await runtime.advance('P1DT1H');
    await runtime.settle();
    await runtime.outage('ses', false);
    await runtime.advance('PT10M');
    await runtime.settle();

    const { entries } = await tableFacts(runtime);
    const events = await runtime.events();
    const types = countBy(entries, ({ type }) => type);
    expect([...types.keys()].sort()).toEqual([
      'lead.assigned',
      'lead.created',
      'lead.fit_changed',
      'lead.merge_candidate_found',
      'lead.updated',
      'mail.bounced',
      'mail.failed',
      'mail.sent',
      'submission.linked',
    ]);
    expect((await publishedIds()).sort()).toEqual(entries.map(({ id }) => String(id)).sort());
    expect(countBy(events, ({ event }) => String(event['detail-type']))).toEqual(types);
    report('events', { entries: entries.length, events: events.length, types: types.size });
  });

  it('holds for every lead at every version: what an event says is what its entry says', async () => {
    const { entries } = await tableFacts(runtime);
    const details = new Map((await runtime.events()).map(({ event }) => [String(event.detail.id), event.detail]));

    for (const { id, leadId, leadVersion, at, correlationId, causationId, data } of entries)
      expect(details.get(id)).toMatchObject({ leadId, leadVersion, time: at, correlationId, causationId, data });
  });

  it('publishes a span again by one command: each entry of it once more, and nothing else', async () => {
    const from = await now();
    await runtime.advance('PT1S');
    await post('in-the-span', { ...person(6) });
    await runtime.idle();
    await runtime.advance('PT1S');
    const to = await now();
    const inSpan = (await tableFacts(runtime)).entries.filter(({ at }) => at >= from && at <= to);
    const before = await publishedIds();

    const dry = await republish(runtime, '--from', from, '--to', to, '--dry-run');
    const untouched = await publishedIds();
    const said = await republish(runtime, '--from', from, '--to', to);
    await runtime.idle();

    expect(dry).toContain(`${inSpan.length} entries found, 0 published`);
    expect(untouched).toEqual(before);
    expect(said).toContain(`${inSpan.length} entries found, ${inSpan.length} published, 0 refused, 0 malformed; 0 submissions`);
    const again = (await publishedIds()).slice(before.length);
    expect(again.sort()).toEqual(inSpan.map(({ id }) => String(id)).sort());
    expect(inSpan.length).toBeGreaterThanOrEqual(4);
    expect(new Set(await publishedIds())).toEqual(new Set(await entryIds()));
  });

  it('finds a submission whose message was lost on both ways, and brings it to its outcome', async () => {
    const from = await now();
    // For more than a day no message reaches a queue: the poster gives up, and the stream gives the record up in the end.
    await runtime.faults({ seed: 1, rate: 1, modes: ['before'], services: ['sqs'], operations: ['SendMessage', 'SendMessageBatch'] });
    const answer = await post('lost', { ...person(7) });
    for (const wait of ['PT1H', 'PT24H', 'PT5H']) {
      await runtime.idle({ retries: 'skip' });
      await runtime.advance(wait);
    }
    await runtime.faults(undefined);
    await runtime.settle();
    const lost = (await runtime.get('/v1/forms/contact/submissions/lost', { user: 'admin@example.com' })).body;

    const said = await republish(runtime, '--from', from, '--to', await now());
    await runtime.settle();

    const found = (await runtime.get('/v1/forms/contact/submissions/lost', { user: 'admin@example.com' })).body;
    expect([answer.status, lost.status, lost.outcome]).toEqual([503, 'accepted', null]);
    expect(said).toContain('1 submissions without an outcome sent to intake');
    expect([found.status, found.outcome.relation]).toEqual(['lead', 'created']);
    expect(new Set(await publishedIds())).toEqual(new Set(await entryIds()));
  });
});
