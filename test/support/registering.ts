import { WorkMessage } from '../../events/index.ts';
import type { FormEvent } from '../../shared/capture/event-config.ts';
import { FormConfig, formKind } from '../../shared/capture/form-config.ts';
import { parseTimelineEntries } from '../../shared/leads/index.ts';
import { FormId, type LeadId, SourceId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { closeEventWork, followEventWork } from '../../shared/registrations/follow-work.ts';
import { giveBack } from '../../shared/registrations/give-back.ts';
import { asksForRegistrations } from '../../shared/registrations/index.ts';
import { readLedger } from '../../shared/registrations/ledger.ts';
import { registerWork } from '../../shared/registrations/register-work.ts';
import { parseRegistration, type Registration } from '../../shared/registrations/registration.ts';
import { settlePersonWork } from '../../shared/registrations/settle-person.ts';
import { settleEventWork } from '../../shared/registrations/settle-work.ts';
import { Timer } from '../../shared/timers/index.ts';
import { doWork, type WorkParts } from '../../shared/work/index.ts';
import type { World } from './lead-world/world.ts';
import { type Merging, mergingWorld } from './merging.ts';

export const formId = FormId.parse('hoi-thao');

/** A workshop some weeks after the moment at which a world begins. */
export const workshop: FormEvent = {
  startsAt: '2026-12-12T01:30:00.000Z',
  endsAt: '2026-12-12T04:30:00.000Z',
  place: { vi: 'Khách sạn Sông Hàn, Đà Nẵng', en: 'Song Han Hotel, Da Nang' },
  capacity: 2,
  waitingList: true,
  remindHoursBefore: [24, 1],
  tellsPlaces: true,
  calledOff: false,
};

const fields = ['fullName', 'email', 'phone'].map((name) => ({ name, label: { vi: name, en: name }, type: 'text' }));

const kinds = [registerWork, settleEventWork, settlePersonWork, followEventWork, closeEventWork];

export interface Registering {
  readonly merging: Merging;
  readonly world: World;
  /** Has a person post the form, without what follows. */
  post(fields: Readonly<Record<string, string>>): Promise<void>;
  /** Does all that entries and timers ask of work until nothing is left, each message as often as told. */
  settle(times?: number, how?: 'inTurn' | 'atOnce'): Promise<void>;
  /** Has the entries of the whole history heard of again, as a stream that comes back. */
  hearAgain(): void;
  /** Publishes the event anew. */
  publish(change: Partial<FormEvent>): Promise<void>;
  giveBack(one: Registration): Promise<Registration | null>;
  all(): Registration[];
  of(email: string): Registration | undefined;
  ledger(): ReturnType<typeof readLedger>;
  /** Mails that were asked for. */
  mails(): readonly Readonly<Record<string, unknown>>[];
}

/** A company that holds a workshop. */
export function registeringWorld(event: Partial<FormEvent> = {}): Registering {
  const merging = mergingWorld();
  const { world } = merging;
  world.config.add(formKind, [
    FormConfig.parse({
      ...Object(formKind.example),
      id: formId,
      fields,
      requireOneOf: ['email', 'phone'],
      event: { ...workshop, ...event },
    }),
  ]);
  let heard = new Set<string>();
  const mails: Readonly<Record<string, unknown>>[] = [];
  const keepMail = async (messages: readonly { readonly body: unknown }[]) =>
    void mails.push(...messages.map(({ body }) => body as Readonly<Record<string, unknown>>));
  const work = {
    send: async (one: never) => void world.sent.work.push(one),
    sendAll: async (all: never[]) => void world.sent.work.push(...all),
  };
  const mail = { send: async (one: { body: unknown }) => keepMail([one]), sendAll: keepMail };
  const parts = {
    ...world.parts,
    queues: { assign: world.parts.assign, notice: world.parts.notice, score: world.parts.score, work, mail },
  } as unknown as WorkParts;

  const hear = async () => {
    for (const item of world.itemsOf(' TIMELINE#')) {
      for (const entry of parseTimelineEntries(item)) {
        if (heard.has(entry.id)) continue;
        heard.add(entry.id);
        world.sent.work.push(...(await asksForRegistrations(entry, world.config)));
      }
    }
  };
  const takeTimers = async () => {
    const now = world.parts.clock().toISOString();
    for (const item of world.itemsOf('DUE#')) {
      const timer = Timer.parse(item);
      if (timer.dueAt > now || (timer.queue !== 'work' && timer.queue !== 'mail')) continue;
      if (timer.queue === 'work') world.sent.work.push({ body: timer.message, ...(timer.groupId && { groupId: timer.groupId }) });
      else await keepMail([{ body: timer.message }]);
      await world.table.deleteAll([keys.timer(timer.dueAt, timer.timerId)]);
    }
  };
  const all = () => world.itemsOf(' REG#').map(parseRegistration);
  return {
    merging,
    world,
    post: (fields) =>
      world.takeIn(world.post({ ...fields }, { sourceId: SourceId.parse(formId), receivedAt: world.parts.clock().toISOString() })),
    async settle(times = 1, how = 'inTurn') {
      for (;;) {
        await hear();
        await takeTimers();
        const messages = world.sent.work.splice(0).filter(({ groupId }) => kinds.some(({ kind }) => kind === groupId));
        if (messages.length === 0) return;
        const runs = messages.flatMap(({ body }) => Array.from({ length: times }, () => WorkMessage.parse(body)));
        if (how === 'atOnce') await Promise.all(runs.map((message) => doWork(message, kinds, parts)));
        else for (const message of runs) await doWork(message, kinds, parts);
      }
    },
    hearAgain() {
      heard = new Set();
    },
    async publish(change) {
      world.config.change(formKind, formId, (before) => ({ ...before, event: { ...workshop, ...before.event, ...change } }));
      const { version } = await world.config.current(formKind);
      world.sent.work.push({
        body: { v: 1, kind: settleEventWork.kind, request: { formId: null, version } },
        groupId: settleEventWork.kind,
      });
    },
    giveBack: ({ leadId, round }) =>
      giveBack({ leadId, formId, round }, { actor: { kind: 'lead', id: leadId }, correlationId: 'press' }, world.parts),
    all,
    of(email) {
      const leadIds: readonly LeadId[] = world
        .leads()
        .flatMap((lead) => (lead.email === email ? [lead.leadId, ...(lead.members ?? [])] : []));
      return all().find(({ leadId }) => leadIds.includes(leadId));
    },
    ledger: () => readLedger(world.parts.table, formId),
    mails: () => mails,
  };
}
