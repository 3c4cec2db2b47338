import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { SavedQuery } from '../../../api/views/saved-query.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { syncUsersWork } from '../../../shared/accounts/sync-work.ts';
import { askForCall, CallUrl, callIdFor, defineCall } from '../../../shared/calls/index.ts';
import { checkPerson } from '../../../shared/entering/index.ts';
import { noEvidence } from '../../../shared/leads/index.ts';
import { daysMs } from '../../../shared/platform/clock.ts';
import { LeadId, SourceId } from '../../../shared/platform/ids.ts';
import { saveView } from '../../../shared/views/index.ts';
import { chapters } from '../../../tools/demo/chapters.ts';
import { begin } from '../../../tools/demo/company.ts';
import { metaConnector, tellingWorld } from '../../conversions/support/telling.ts';
import { writingRoutes } from '../../requests/unit/repeatable.ts';
import { CallWorld } from '../../support/calls/world.ts';
import { connectingOf } from '../../support/connectors.ts';
import { worldOfLan } from '../../support/erasing.ts';
import { exportingOf } from '../../support/exports.ts';
import { importingOf } from '../../support/imports.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { createWorld } from '../../support/lead-world/world.ts';
import type { MemoryTable } from '../../support/memory-table.ts';
import { besideOtherVersion } from '../../support/other-version.ts';
import { platformsOf } from '../../support/platforms.ts';
import { registeringWorld } from '../../support/registering.ts';
import { SegmentWorld } from '../../support/segment-world.ts';
import { SequenceWorld } from '../../support/sequence-world.ts';
import { mail, sequenceOf, wait } from '../../support/sequences.ts';
import { everyKind, run } from './every-kind.ts';

const root = join(import.meta.dirname, '../../..');

/** The stores of records that are read, decided upon and replaced, and the kinds of items that they keep. */
const kindsByStore: Readonly<Record<string, readonly string[]>> = {
  'shared/accounts/state.ts': ['ACCOUNTS STATE'],
  'shared/calls/store.ts': ['CALL CALL'],
  'shared/config/store.ts': ['CONFIG CURRENT'],
  'shared/connectors/delivery.ts': ['CONNECTOR DELIVERY'],
  'shared/connectors/looks.ts': ['CONNECTOR LOOKS'],
  'shared/connectors/zalo/tokens.ts': ['CONNECTOR TOKENS'],
  'shared/conversions/conversion.ts': ['LEAD CONVERSION'],
  'shared/digests/choice.ts': ['REP DIGESTCHOICE'],
  'shared/entering/checks.ts': ['CHECKS HOUR'],
  'shared/erasing/erasure.ts': ['ERASURE STATE'],
  'shared/exports/export.ts': ['EXPORTS EXPORT', 'EXPORTS DAY'],
  'shared/engagement/store.ts': ['LEAD ENGAGEMENT'],
  'shared/firms/pair.ts': ['COMPANY MERGE'],
  'shared/firms/store.ts': ['COMPANY COMPANY', 'DOMAIN CLAIM'],
  'shared/held/held-act.ts': ['LEAD HELD'],
  'shared/identity/guards.ts': ['EMAIL GUARD', 'PHONE CLAIM'],
  'shared/intake/repeat.ts': ['REPEAT GUARD'],
  'shared/imports/import.ts': ['IMPORTS IMPORT'],
  'shared/late-acts/late-act.ts': ['LEAD LATEACT'],
  'shared/leads/item.ts': ['LEAD LEAD'],
  'shared/leads/store.ts': ['LEAD PROVENANCE'],
  'shared/merging/pair.ts': ['LEAD MERGE'],
  'shared/needs/store.ts': ['LEAD OPP'],
  'shared/notes/note.ts': ['LEAD NOTE'],
  'shared/notices/choice.ts': ['REP CHANNELS'],
  'shared/profiles/store.ts': ['LEAD PERSON'],
  'shared/proposals/store.ts': ['LEAD PROPOSALS'],
  'shared/purchases/store.ts': ['LEAD PURCHASE'],
  'shared/qualification/store.ts': ['LEAD QUALIFICATION'],
  'shared/registrations/ledger.ts': ['EVENT STATE'],
  'shared/registrations/registration.ts': ['LEAD REG'],
  'shared/rights/records.ts': ['RIGHTS REQUEST', 'BREACH STATE'],
  'shared/routing/store.ts': ['POOL STATE', 'LEAD ASSIGN'],
  'shared/scoring/store.ts': ['LEAD LEADSCORE'],
  'shared/seats/store.ts': ['LEAD SEAT'],
  'shared/segments/count-state.ts': ['SEGMENTS#count'],
  'shared/segments/membership.ts': ['LEAD LEADSEG', 'LEAD LEADSEGS'],
  'shared/segments/recount-state.ts': ['SEGMENTS STATE'],
  'shared/sequences/enrolment-store.ts': ['LEAD ENROL'],
  'shared/sequences/sweep-state.ts': ['SEQUENCES#sweep'],
  'shared/spend/month-spend.ts': ['SPEND LINE'],
  'shared/splits/split.ts': ['SPLITS SPLIT'],
  'shared/targets/target.ts': ['TARGETS REP'],
  'shared/tasks/store.ts': ['LEAD TASK'],
  'shared/tracking/identity-store.ts': ['VISITOR IDENTITY'],
  'shared/tracking/mail-devices.ts': ['LEAD MAILDEVICES'],
  'shared/tracking/store.ts': ['VISITOR SESSION'],
  'shared/views/view-store.ts': ['VIEWS VIEW'],
  'shared/event-webhooks/endpoint.ts': ['WEBHOOKS ENDPOINT'],
};

/** Says how many stores of records a file of the product makes. */
function storesIn(file: string): number {
  return [...readFileSync(join(root, file), 'utf8').matchAll(/= versioned[<(]/g)].length;
}

const kept = new Set<string>();

/** Lives through something beside another version of the code, and answers what was lost of that one's attributes. */
async function lostBy(table: MemoryTable, live: () => Promise<unknown>): Promise<readonly string[]> {
  const seen = besideOtherVersion(table);
  await live();
  for (const kind of seen.kept.keys()) kept.add(kind);
  return seen.lost;
}

const endMs = Date.parse('2026-07-15T08:30:00+07:00');
const span = { seed: 6, startMs: endMs - 14 * daysMs, endMs, leads: 14 };

/** Histories of all that writes; `everyKind` is that of posts, visits and what they lead to. */
const histories: Readonly<Record<string, () => Promise<readonly string[]>>> = {
  async 'two weeks of a company'() {
    const company = begin(span, chapters);
    return lostBy(company.product.table, () => company.agenda.runUntil(endMs));
  },
  async 'posts and visits'() {
    const world = createWorld();
    return lostBy(world.table, () => run(everyKind, world));
  },
  async 'the same post twice, of nobody who can be known again'() {
    const world = createWorld();
    const sender = { honeypotFilled: false, token: 'absent', addressHash: 'client', agentHash: 'agent' } as const;
    const landline = { fullName: 'Lê Thu Trang', phone: '024 3825 7863' };
    const post = (receivedAt: string) => world.takeIn(world.post(landline, { sender, receivedAt }));
    return lostBy(world.table, async () => {
      await post('2026-11-22T03:00:00.000Z');
      await post('2026-11-22T03:11:00.000Z');
    });
  },
  async 'a person who asks for a quote twice'() {
    const world = createWorld();
    const sender = { honeypotFilled: false, token: 'valid', addressHash: 'client', agentHash: 'agent' } as const;
    const from = { channel: 'form', sourceId: SourceId.parse('quote'), sender } as const;
    const post = (startWhen: string, receivedAt: string) =>
      world.takeIn(world.post({ fullName: 'Trần Lan', email: 'lan@example.com', startWhen }, { ...from, receivedAt }));
    return lostBy(world.table, async () => {
      await post('de-sau', '2026-11-22T03:00:00.000Z');
      await post('trong-1-thang', '2026-11-23T03:00:00.000Z');
    });
  },
  async 'people who register for an event'() {
    const workshop = registeringWorld({ capacity: 1 });
    return lostBy(workshop.world.table, async () => {
      for (const email of ['lan@example.com', 'minh@example.com']) await workshop.post({ fullName: 'Trần Lan', email });
      await workshop.settle();
      const first = workshop.of('lan@example.com');
      if (first) await workshop.giveBack(first);
      await workshop.settle();
    });
  },
  async 'two surveys of one person'() {
    const world = createWorld();
    const from = { channel: 'form', sourceId: SourceId.parse('khao-sat') } as const;
    const post = (plan: string) => world.takeIn(world.post({ fullName: 'Trần Lan', email: 'lan@example.com', plan }, from));
    return lostBy(world.table, async () => {
      await post('later');
      await post('now');
    });
  },
  async 'a list that somebody brings, and takes back'() {
    const world = createWorld();
    const imports = importingOf(world);
    return lostBy(world.table, async () => {
      const importId = await imports.bring(Buffer.from('Tên,SĐT\nAn,0912345678\n'), { fileName: 'khach.csv' });
      await imports.map(importId);
      await imports.start(importId);
      await imports.undo(importId);
    });
  },
  async 'lists that somebody takes out'() {
    const world = createWorld();
    const exports = exportingOf(world);
    return lostBy(world.table, async () => {
      await exports.take({ format: 'csv' });
      await exports.take({ format: 'xlsx' });
    });
  },
  async 'what a new connector tells, and its approval'() {
    const world = createWorld();
    const connecting = connectingOf(world, { id: 'landing', type: 'generic' });
    return lostBy(world.table, async () => {
      await connecting.post('landing', { phone: '0912345678' });
      await connecting.runWork();
      connecting.publish({ id: 'landing', type: 'generic', isApproved: true });
      // What intake makes of the post that goes on takes the place of what held it.
      connecting.askForRelease();
      for (const { body } of connecting.takeWaiting()) await connecting.doOne(body, world.table);
    });
  },
  async 'what platforms are asked'() {
    const world = createWorld();
    const page = { id: 'fb', type: 'meta', isApproved: true, settings: { pageId: '15' } } as const;
    const account = { id: 'oa', type: 'zalo', isApproved: true, settings: { appId: '360', asks: 'true' } } as const;
    const connecting = connectingOf(world, page, account);
    const platforms = platformsOf(world, connecting);
    connecting.secrets.set('fb/page-token', 'token').set('oa/app-secret', 'secret').set('oa/refresh-token', platforms.zalo.authorise());
    platforms.graph.add({ id: '1', formId: '2', pageId: '15', answers: { phone_number: ['0912345678'] } });
    return lostBy(world.table, async () => {
      for (let look = 0; look < 2; look += 1) {
        for (const { id } of [page, account])
          connecting.wait([
            { body: { v: 1, kind: 'lookAtConnector', request: { connectorId: id, round: world.parts.clock().toISOString() } } },
          ]);
        await platforms.settle();
        world.pass(daysMs);
      }
    });
  },
  async 'what platforms are told of those whom they brought'() {
    const world = tellingWorld(metaConnector);
    return lostBy(world.world.table, async () => {
      await world.byMeta('12345678901234567');
      await world.stage('sql');
    });
  },
  async 'people of firms that share a domain'() {
    const world = createWorld();
    const post = (fields: Record<string, string>) => world.takeIn(world.post({ fullName: 'Trần Lan', ...fields }));
    return lostBy(world.table, async () => {
      await post({ email: 'lan@songthu.vn', taxCode: '0101248141' });
      await post({ email: 'nam@songthu.vn', taxCode: '0101248141', company: 'Sông Thu' });
      await post({ email: 'hoa@songthu.vn', taxCode: '0300588569' });
    });
  },
  async 'a lead that moves between segments by time, and segments that are published again'() {
    const names = { vi: 'Nhóm', en: 'Group' };
    const lively = { id: 'lively', names, rule: { active: { withinDays: 3 } } };
    const world = new SegmentWorld(lively);
    const lead = sampleLead({ leadId: LeadId.parse('L1'), createdAt: world.now.toISOString(), evidence: noEvidence });
    return lostBy(world.table, async () => {
      world.put(lead);
      for (const days of [0, 2, 4]) {
        world.pass(days * daysMs);
        world.post(lead.leadId, world.now.toISOString());
        world.recountAll();
        await world.settle();
      }
    });
  },
  async 'a colleague who asks twice whether somebody is known'() {
    const world = createWorld();
    const ask = () => checkPerson({ phone: '0912345678' }, { role: 'admin', userId: 'admin' }, world.parts, () => []);
    return lostBy(world.table, async () => {
      await ask();
      await ask();
    });
  },
  async 'runs of a sequence that are looked at slice by slice, and again'() {
    const steps = [wait('w1', { for: 'P2D' }), mail('m1')];
    const triggers = [{ on: 'stage', stage: ['mql'] }];
    const world = new SequenceWorld(sequenceOf(steps, { triggers }));
    return lostBy(world.table, async () => {
      for (const id of ['L1', 'L2', 'L3']) await world.comesTo(await world.make({ leadId: LeadId.parse(id) }), 'mql');
      await world.settle();
      for (const more of [mail('m2'), mail('m3')]) {
        world.publish([sequenceOf([...steps, more], { triggers })], true);
        await world.settle();
      }
    });
  },
  async 'users that get their accounts, and lose them'() {
    const world = createWorld();
    const { assign, notice, mail, score, work, ...parts } = world.parts;
    const sync = () =>
      syncUsersWork.run({ isWhole: false, after: null, version: 0 }, { ...parts, queues: { assign, notice, mail, score, work } });
    return lostBy(world.table, async () => {
      await sync();
      world.config.remove(userKind, 'user-anh');
      await sync();
    });
  },
  async 'a list that is saved and saved again'() {
    const world = createWorld();
    const save = (name: string) =>
      saveView(
        { role: 'admin', userId: 'admin' },
        {
          viewId: 'hot',
          name,
          query: SavedQuery.parse({ temperature: 'hot' }),
          poolId: undefined,
          seenVersion: undefined,
          along: () => [],
        },
        world.parts,
      );
    return lostBy(world.table, async () => {
      await save('Hot');
      await save('Very hot');
    });
  },
  async 'a person who is erased'() {
    const { world, leadId, erase } = await worldOfLan();
    return lostBy(world.table, async () => {
      await erase.ask(leadId);
      await erase.runAll();
    });
  },
  async 'a call that fails once'() {
    const request = { url: CallUrl.parse('https://hooks.partner.example/in') };
    const hook = defineCall({
      kind: 'hook',
      schema: z.object({ url: CallUrl }),
      build: ({ url }) => ({ method: 'POST', url, headers: {}, body: '' }),
    });
    const world = new CallWorld(hook);
    world.answer = (attempt) => ({ status: attempt === 1 ? 503 : 200 });
    const callId = callIdFor('test', 'entry-1');
    return lostBy(world.table, async () => {
      await world.table.transact([askForCall(hook, { callId, endpoint: 'crm', request, at: new Date(world.now) })]);
      world.ask(callId);
      await world.run();
    });
  },
};

describe('attributes that another version of the code wrote', () => {
  it.each(Object.entries(histories))('stay in %s', async (_, live) => {
    expect(await live()).toEqual([]);
  });

  it.each(Object.entries(writingRoutes))('stay when %s writes', async (_, setUp) => {
    const { ask, world } = await setUp();

    const lost = await lostBy(world.table, async () => expect((await ask()).status).toBeLessThan(300));

    expect(lost).toEqual([]);
  });

  it('are looked for in a record of each kind that any store keeps', () => {
    const files = readdirSync(join(root, 'shared'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `shared/${name}`);
    const made = Object.fromEntries(files.map((file) => [file, storesIn(file)] as const).filter(([, stores]) => stores > 0));
    const named = Object.fromEntries(Object.entries(kindsByStore).map(([file, kinds]) => [file, kinds.length]));
    const unseen = Object.values(kindsByStore)
      .flat()
      .filter((kind) => !kept.has(kind));

    // A new store: name the kind of its items in kindsByStore.
    expect(named).toEqual(made);
    // No history writes over one: add such an act to one of them.
    expect(unseen).toEqual([]);
  });
});
