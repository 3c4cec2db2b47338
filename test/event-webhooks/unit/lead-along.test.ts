import { describe, expect, it } from '@jest/globals';
import { callMessage, parseCall } from '../../../shared/calls/index.ts';
import { eventCall } from '../../../shared/event-webhooks/index.ts';
import { makeEndpoint } from '../../../shared/event-webhooks/keeping.ts';
import { tellWebhooksWork } from '../../../shared/event-webhooks/tell-work.ts';
import type { WorkParts } from '../../../shared/work/index.ts';
import { CallWorld } from '../../support/calls/world.ts';
import { wordsOfLan, worldOfLan } from '../../support/erasing.ts';

const everyLead = { pools: [], products: [], stages: [] };

/** Lan's world, with an address that gets her record along with each event. */
async function worldWith(lead: 'none' | 'masked' | 'full') {
  const lan = await worldOfLan();
  const { world, leadId } = lan;
  const fields = {
    url: 'https://hooks.partner.example/in',
    description: '',
    events: ['*'],
    filter: everyLead,
    lead,
    owner: 'admin',
  } as const;
  await makeEndpoint(fields, 'admin', () => [], world.parts);
  const calls = new CallWorld(eventCall);
  Object.assign(calls, { table: world.table });
  calls.now = world.parts.clock().getTime();
  calls.secrets.set('deployment/webhooks', 'key');
  const event = (id: string, type = 'lead.updated') => ({
    type,
    detail: { id, time: '2026-11-27T00:00:00.000Z', leadId, version: 1, data: {} },
  });
  const tell = async (...events: ReturnType<typeof event>[]) => {
    await tellWebhooksWork.run({ events }, world.parts as never as WorkParts);
    for (const item of world.itemsOf('CALL#').filter(({ sk }) => sk === 'CALL')) {
      const call = parseCall(item);
      if (call.kind === eventCall.kind && call.state === 'waiting' && call.attempts.length === 0) calls.enqueue(callMessage(call));
    }
  };
  const itemsText = () =>
    JSON.stringify(world.itemsOf('CALL#').filter(({ sk, kind }) => sk === 'CALL' && kind === eventCall.kind)).toLowerCase();
  const isSaid = (text: string) => wordsOfLan.filter((word) => text.toLowerCase().includes(word));
  return { ...lan, calls, event, tell, itemsText, isSaid };
}

describe('the record of a lead', () => {
  it.each([
    ['none', undefined, []],
    ['masked', { fullName: null, email: null, phone: null, stage: 'lead' }, []],
    ['full', { fullName: 'Trần Thị Lan Chi', email: 'lan.chi@example.com' }, ['lan.chi@']],
  ] as const)('goes along with an event as far as an admin said: %s', async (share, expected, said) => {
    const world = await worldWith(share);

    await world.tell(world.event('T1'));
    await world.calls.run(3_000);

    const body = world.calls.sent[0]?.body ?? '';
    const { lead } = JSON.parse(body);
    if (expected) expect(lead).toMatchObject(expected);
    else expect(lead).toBeUndefined();
    expect(world.isSaid(body)).toEqual(expect.arrayContaining([...said]));
    if (said.length === 0) expect(world.isSaid(body)).toEqual([]);
    // Once it has ended the call says ids alone.
    expect(world.isSaid(world.itemsText())).toEqual([]);
    expect(world.itemsText()).toContain('"t1"');
  });

  it('that waits goes with the person, and nothing of them is told any more but that they are erased', async () => {
    const world = await worldWith('full');
    world.calls.answer = () => ({ status: 503 });
    await world.tell(world.event('T1'), world.event('T2'));
    await world.calls.run(2);
    expect(world.isSaid(world.itemsText())).not.toEqual([]);

    const erasureId = await world.erase.ask(world.leadId);
    await world.erase.runAll();
    world.calls.answer = () => ({ status: 200 });
    world.calls.sent.length = 0;
    await world.tell(world.event('T3'), world.event('T4', 'lead.erased'));
    await world.calls.run(3_000);

    expect(erasureId).toBeDefined();
    expect(world.isSaid(world.itemsText())).toEqual([]);
    expect(world.isSaid(JSON.stringify(world.calls.sent))).toEqual([]);
    expect(
      world.calls.sent
        .map(({ body }) => JSON.parse(body ?? ''))
        .map(({ type, data, lead }) => [type, data.id, lead])
        .toSorted(),
    ).toEqual([
      ['lead.erased', 'T4', undefined],
      ['lead.updated', 'T3', undefined],
    ]);
  });
});
