import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { projectors } from '../../../functions/project-changes/projectors.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import type { LeadChanges, Projector } from '../../../shared/projecting/index.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { ProjectorWorld } from '../../support/projector.ts';
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
