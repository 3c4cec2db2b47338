import { WorkMessage } from '../../events/index.ts';
import { askForCall, callIdFor } from '../../shared/calls/index.ts';
import { erasePersonWork } from '../../shared/erasing-registry/index.ts';
import { telegramCall } from '../../shared/notices/telegram-call.ts';
import type { ErasureId } from '../../shared/platform/ids.ts';
import type { Objects } from '../../shared/platform/objects.ts';
import type { Table } from '../../shared/platform/table.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import { asksAs } from './as-user.ts';
import { postFromDevice } from './lead-world/with-device.ts';
import type { World } from './lead-world/world.ts';
import { mergingWorld } from './merging.ts';
import { unheardQueue } from './queues.ts';

export const lan = { fullName: 'Trần Thị Lan Chi', email: 'lan.chi@example.com', phone: '0912345678' } as const;
export const atWork = 'chi.tran@songthu.example';
/** By what Lan is found, in whatever item; the number of hers that is not another one's, too. */
export const wordsOfLan = ['lan.chi@', 'chi.tran@', '987654321', 'lan chi', 'lan.chi%40'];
/** Somebody who shares Lan's number. */
export const minh = { fullName: 'Phạm Quang Minh', email: 'minh@example.com', phone: '0912345678' } as const;

/** A world in which Lan posted on her device, is one with a second record, has a note and an order, answers that are kept and a notice that waits; Minh shares her number. */
export async function worldOfLan() {
  const merging = mergingWorld();
  const { world, record } = merging;
  await postFromDevice(world, { ...lan, province: 'TP.HCM' });
  await world.takeIn(world.post({ fullName: 'Trần Lan Chi', email: atWork, phone: '0987654321', company: 'Sông Thu', province: 'TP.HCM' }));
  await world.takeIn(world.post(minh));
  await world.assignAll();
  world.pass(60_000);
  const admin = asksAs(world, 'admin@example.com');
  const { leadId } = record(lan.email);
  await merging.ask('merge', leadId, { otherLeadId: record(atWork).leadId });
  await admin('POST /v1/leads/{leadId}/notes', {
    path: { leadId },
    body: { text: 'Chị Lan Chi hẹn thứ hai, số 0987654321' },
    key: 'note-lan',
  });
  const [callId, request] = [callIdFor('notice', 'lan'), { chatId: '1001', tokenParameter: 'bot', html: `${lan.fullName}, 0987654321` }];
  await world.table.transact([
    askForCall(telegramCall, { callId, endpoint: 'telegram.rep', request, at: world.parts.clock(), leadId: record(lan.email).leadId }),
  ]);
  await admin('POST /v1/leads/{leadId}/purchases', {
    key: 'order-lan',
    path: { leadId },
    body: {
      source: 'manual',
      orderId: 'Lan Chi 1',
      currency: 'VND',
      facts: [{ kind: 'ordered', at: '2026-11-22T02:00:00Z', amount: 100 }],
    },
  });
  // Held for a link in the name, and told of the same number without an address.
  await world.takeIn(world.post({ fullName: 'https://spam.example Lan Chi', email: lan.email }));
  await world.takeIn(world.post({ fullName: 'https://spam.example', phone: lan.phone }));
  await world.takeIn(world.post({ fullName: 'https://spam.example', email: minh.email }));
  await world.scoreAll(true);
  world.project();
  world.pass(60_000);
  return { world, leadId, admin, erase: erasingOf(world) };
}

/** What erases people in a world. */
export function erasingOf(world: World) {
  const queues = { assign: unheardQueue, notice: unheardQueue, mail: unheardQueue, score: unheardQueue };
  const runOne = (
    body: unknown,
    table: Table = world.table,
    work = world.parts.work,
    objects: Objects = world.parts.objects,
  ): Promise<void> => {
    const parts: WorkParts = { ...world.parts, table, objects, queues: { ...queues, work } };
    return doWork(WorkMessage.parse(body), [erasePersonWork], parts);
  };
  /** Does all that is asked of work about erasures, each message as often as told. */
  const runAll = async (times = 1): Promise<void> => {
    world.pass(11_000);
    for (let next = world.sent.work.shift(); next; next = world.sent.work.shift()) {
      if (next.groupId !== erasePersonWork.kind) continue;
      for (let time = 0; time < times; time += 1) await runOne(next.body);
    }
  };
  return {
    runOne,
    runAll,
    ask: async (leadId: string, query: Record<string, string> = { reason: 'personAsked' }) => {
      const { body } = await asksAs(world, 'admin@example.com')('DELETE /v1/leads/{leadId}', { path: { leadId }, query });
      return body.erasureId as ErasureId;
    },
    read: async (erasureId: string) =>
      (await asksAs(world, 'admin@example.com')('GET /v1/erasures/{erasureId}', { path: { erasureId } })).body,
  };
}
