import { beforeEach, describe, expect, it } from '@jest/globals';
import { activityAt, cardItem } from '../../../shared/cards/index.ts';
import { dateKind, recountDatesAfterPublication } from '../../../shared/dates/index.ts';
import { recountDatesIn } from '../../../shared/dates/recount-work.ts';
import { type Lead, putNewLead } from '../../../shared/leads/index.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { doWork } from '../../../shared/work/index.ts';
import { dyingTable } from '../../support/dying-table.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { interrupted, ProjectorWorld } from '../../support/projector.ts';
import { workWorld } from '../../support/work.ts';

const leadId = LeadId.parse('L1');
let world: ProjectorWorld;
let version: number;
beforeEach(() => {
  world = new ProjectorWorld();
  version = 0;
});

/** Has a lead say this, and the stream tell of it: with a profile where there is something to keep apart. */
function says(extra: Record<string, string>, changes: Partial<Lead> = {}): void {
  version += 1;
  const [own, ...apart] = putNewLead(sampleLead({ leadId, version, extra, ...changes })).flatMap((write) =>
    'Put' in write ? [write.Put.Item ?? {}] : [],
  );
  const profile = apart.find(({ sk }) => sk === keys.profileSk) ?? { ...keys.profile(leadId), version };
  const hadProfile = world.table.items.has(`${keys.leadPk(leadId)} ${keys.profileSk}`);
  world.change(keys.lead(leadId), own);
  if (apart.length > 0 || hadProfile) world.change(keys.profile(leadId), profile);
}

const rows = () =>
  world.table
    .all()
    .filter(({ sk }) => String(sk).startsWith(keys.datePrefix))
    .map(({ sk, gsi3pk, gsi3sk }) => `${sk} ${String(gsi3pk).slice(0, -3)} ${gsi3sk}`);

const birthday = (monthDay: string) => `DATE#sinh-nhat DATE#sinh-nhat#${monthDay} ${monthDay}#L1`;

describe('rows of the days of a lead', () => {
  it('follow its answers: a day is listed, moves, and goes', async () => {
    says({ birthday: '15/3/1990', renewalDate: '2027-08-01' });
    await world.project();
    expect(rows()).toEqual(expect.arrayContaining([birthday('03-15'), 'DATE#gia-han DATE#gia-han#08-01 08-01#L1']));

    says({ birthday: '16/3/1990' });
    await world.project();
    expect(rows()).toEqual([birthday('03-16')]);

    says({ birthday: 'không nói' });
    await world.project();
    expect(rows()).toEqual([]);
  });

  it.each<[string, Record<string, string>]>([
    ['names no day', { birthday: 'mai' }],
    ['names one that needs its year', { renewalDate: '1/8' }],
    ['answers another question with one', { visitedShop: '1/8/2026' }],
  ])('are not there where it %s', async (_what, extra) => {
    says(extra);

    expect(await world.project()).toEqual([]);
    expect(rows()).toEqual([]);
  });

  it('cost nothing where a lead names no day: nothing is read or written for it', async () => {
    const calls: string[] = [];
    const count = async (projectors: typeof world.projectors) => {
      calls.length = 0;
      world = new ProjectorWorld();
      world.projectors = projectors;
      version = 0;
      says({ size: 'L' });
      says({ size: 'XL' }, { stage: 'mql' });
      await world.project(
        world.records,
        interrupted(world.table, ({ point }) => void calls.push(String(point))),
      );
      return calls.length;
    };
    const { projectors } = world;

    const withDates = await count(projectors);

    expect(withDates).toBe(await count(projectors.filter(({ name }) => name !== 'dates')));
  });

  it('go with the lead, and while it is merged into another', async () => {
    says({ birthday: '15/3' });
    await world.project();
    says({ birthday: '15/3' }, { mergedInto: LeadId.parse('L2') });
    await world.project();
    expect(rows()).toEqual([]);

    says({ birthday: '15/3' });
    await world.project();
    expect(rows()).toEqual([birthday('03-15')]);

    world.erase(leadId);
    await world.project();
    expect(rows()).toEqual([]);
  });

  it('say what the lead says last, also where another run was quicker between any two calls, and however often records come', async () => {
    for (let at = 1; at <= 12; at += 1) {
      world = new ProjectorWorld();
      version = 0;
      says({ birthday: '15/3' });
      await world.project();
      says({ birthday: '16/3' });
      const between = async ({ point }: { readonly point: number }) => {
        if (point !== at) return;
        says({ birthday: '17/3' });
        await world.project(world.records.slice(-2));
      };
      const failed = await world.project(world.records, interrupted(world.table, between));

      expect([at, failed, rows()]).toEqual([at, [], [birthday(world.records.length > 4 ? '03-17' : '03-16')]]);
      await world.project(world.records.toReversed());
      expect([at, rows()]).toEqual([at, [birthday(world.records.length > 4 ? '03-17' : '03-16')]]);
    }
  });

  it('are right after another try, wherever the first one was killed', async () => {
    for (let point = 1; ; point += 1) {
      world = new ProjectorWorld();
      version = 0;
      says({ birthday: '15/3' });
      await world.project();
      says({ birthday: '16/3', renewalDate: '1/8/2027' });
      const failed = await world.project(world.records, dyingTable(world.table, point));
      await world.project();

      expect(rows()).toHaveLength(2);
      if (failed.length === 0) break;
    }
  });
});

describe('dates that are published', () => {
  const kind = recountDatesIn(2);

  function leads(count: number) {
    const ids = Array.from({ length: count }, (_, number) => LeadId.parse(`L${number}`));
    for (const id of ids) {
      const lead = sampleLead({ leadId: id, extra: { birthday: '15/3', renewalDate: '1/8/2027' } });
      world.table.seed(cardItem(lead, activityAt(lead.createdAt)));
      for (const write of putNewLead(lead)) if ('Put' in write) world.table.seed(write.Put.Item ?? {});
    }
  }

  async function recount(config: ReturnType<typeof createFixedConfig>, publishedVersion: number, table: Table = world.table) {
    const { parts, sent } = workWorld(table);
    const waiting = [
      recountDatesAfterPublication(publishedVersion, '2026-11-22T03:00:00.000Z', new Date('2026-11-22T03:00:00.000Z')).body as object,
    ];
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      await doWork(body as never, [kind], { ...parts, config });
      waiting.push(...sent.work.splice(0).map((message) => message.body as object));
    }
  }

  it('list the answers of leads that were there before, in slices, and take away what nobody asks for any more', async () => {
    leads(5);
    const config = createFixedConfig();
    await recount(config, 1);
    expect(rows()).toHaveLength(10);
    config.remove(dateKind, 'gia-han');

    await recount(config, 1);
    expect(rows()).toHaveLength(10);
    await recount(config, 2);

    expect(rows()).toHaveLength(5);
  });

  it('wait for whoever does not know them yet', async () => {
    await expect(recount(createFixedConfig(), 2)).rejects.toThrow('not in force here yet');
  });
});
