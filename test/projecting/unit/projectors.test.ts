import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectors } from '../../../functions/project-changes/projectors.ts';
import { cardProjector } from '../../../shared/cards/index.ts';
import { factProjector } from '../../../shared/facts/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { RepId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import type { LeadChanges, Projector } from '../../../shared/projecting/index.ts';
import { findProjector } from '../../../shared/search/index.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { interrupted, ProjectorWorld } from '../../support/projector.ts';
import { seed } from '../../support/seeded.ts';

const [lead] = fc.sample(anyLead(), { numRuns: 1, seed }) as [Lead];

/** A world with one projector more, which notes what it is asked for. */
function worldWith(project: Projector['project'] = async () => 'written') {
  const world = new ProjectorWorld();
  const asked: LeadChanges[] = [];
  const other: Projector = {
    name: 'other',
    project: (leadId, changes, parts) => {
      asked.push(changes);
      return project(leadId, changes, parts);
    },
  };
  world.projectors = [other, ...projectors];
  return { world, asked };
}

describe('a projector beside that of the cards', () => {
  it('hears once of a lead, however many of its records a batch holds', async () => {
    const { world, asked } = worldWith();
    world.put(lead);
    world.put({ ...lead, version: lead.version + 1 });

    await world.project();

    expect(asked).toEqual([{ moments: [], isNew: true, beside: false }]);
  });

  it('that reads no moments is not asked for what the person did', async () => {
    const { world, asked } = worldWith();

    await world.project([world.post(lead.leadId, '2026-11-27T09:00:00.000Z')]);

    expect(asked).toEqual([]);
  });

  it('that fails brings the records back, and keeps no card from getting up to date', async () => {
    const { world } = worldWith(() => Promise.reject(new Error('down')));
    const { sequenceNumber } = world.put(lead);

    expect(await world.project()).toEqual([sequenceNumber]);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(lead));
    expect(world.setAside).toEqual([]);
  });

  it('that can never succeed has the lead set aside, and keeps no card from getting up to date', async () => {
    const { world } = worldWith(() => Promise.reject(new TypeError('a fault of its own')));
    const { pk, sk } = world.put(lead);

    expect(await world.project()).toEqual([]);
    expect(world.setAside).toEqual([{ v: 1, reader: 'project-changes', error: expect.any(String), pk, sk }]);
    expect(world.shownOf(lead.leadId)).toEqual(world.expectedCard(lead));
  });
});

describe('a turn in which one of them reads all that lies under the lead', () => {
  const rep = RepId.parse('rep-lan');
  const visitedAt = '2026-11-27T09:00:00.000Z';
  const first = { ...lead, version: 1, evidence: { ...lead.evidence, opportunities: { open: 0, accepted: 0, won: 0 } } };
  const newer = { ...first, version: 2, fullName: 'Trần Thị Mới', otherNames: [] };

  function seated() {
    const world = new ProjectorWorld();
    world.put(first);
    world.seat(first, rep);
    world.visit(first.leadId, visitedAt);
    return world;
  }

  it('reads it once for cards, seats, finds and facts', async () => {
    const world = seated();
    world.projectors = [cardProjector, findProjector, factProjector];
    world.askers = [];
    const read: unknown[] = [];
    const table: Table = {
      ...world.table,
      get: (key, options) => {
        read.push(key);
        return world.table.get(key, options);
      },
      query: (input) => {
        read.push(input.KeyConditionExpression);
        return world.table.query(input);
      },
    };

    await world.project(world.records, table);

    // The look behind what finds and cards wrote stays: whoever came meanwhile relies on it.
    expect(read.filter((one) => typeof one === 'string')).toEqual(['pk = :pk']);
    expect(read.filter((one) => typeof one !== 'string')).toEqual(Array(read.length - 1).fill(keys.lead(first.leadId)));
    expect(world.shownOf(first.leadId)).toEqual(world.expectedCard(first));
  });

  it.each(Array.from({ length: 16 }, (_, index) => index + 1))(
    'takes nothing of it again when the lead is changed and projected at point %i of its calls',
    async (at) => {
      const world = seated();
      const told = [...world.records];
      const slow = interrupted(world.table, async ({ point }) => {
        if (point === at) await world.project([world.put(newer)]);
      });

      expect(await world.project(told, slow)).toEqual([]);

      const stands = world.records.length > told.length ? newer : first;
      const expected = world.expectedCard(stands);
      expect(world.shownOf(first.leadId)).toEqual(expected);
      expect(world.seatsOf(first.leadId)).toMatchObject([{ card: expected.card, activityAt: expected.activityAt }]);
      const alone = new ProjectorWorld();
      alone.put(stands);
      await alone.project();
      expect(findsIn(world)).toEqual(findsIn(alone));
    },
  );

  it('leaves a lead that is erased meanwhile without card, seats and finds', async () => {
    const world = seated();
    const told = [...world.records];
    const slow = interrupted(world.table, async ({ point }) => {
      if (point === 2) await world.project([world.erase(first.leadId)]);
    });

    await world.project(told, slow);

    expect(world.cardOf(first.leadId)).not.toHaveProperty('card');
    expect(world.seatsOf(first.leadId)).toEqual([]);
    expect(findsIn(world)).toEqual([]);
  });
});

/** Rows by which leads are found, without the version that wrote them. */
function findsIn(world: ProjectorWorld) {
  const rows = world.table.all().filter(({ sk }) => String(sk).startsWith(keys.findPrefix));
  return rows.map(({ leadVersion: _version, ...row }) => row);
}
