import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { leadSubject, RepId, TaskName } from '../../../shared/platform/ids.ts';
import { SequenceConfig } from '../../../shared/sequences/sequence-config.ts';
import { changed, createTask, putTasksMovedTimer, readTasks, writeTasks } from '../../../shared/tasks/index.ts';
import { RunWorld } from '../../support/run-world.ts';

const [hours, days] = [3_600_000, 24 * 3_600_000];
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const guide = readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'guides', 'nurture.md'), 'utf8');
const written = /```json\n(\{\s*"id": "nhac-nguoi-hen"[\s\S]*?)\n```/.exec(guide)?.[1] ?? '';

let world: RunWorld;
let lead: Lead;
beforeEach(async () => {
  world = new RunWorld();
  world.now = morning;
  lead = await world.putOwnedLead();
  // What begins a run is told of in test/sequences; here a colleague does.
  world.sequences.push(SequenceConfig.parse({ ...JSON.parse(written), triggers: [{ on: 'manual' }] }));
});

async function appoint(at: number): Promise<void> {
  const draft = { leadId: lead.leadId, name: TaskName.parse('hen'), subject: leadSubject, kind: 'meeting', reason: 'planned' } as const;
  const by = { kind: 'system', id: 'test' } as const;
  const dueAt = new Date(at).toISOString();
  const made = createTask({ ...draft, title: null, dueAt, ownerRepId: RepId.parse('rep-lan'), createdBy: by }, world.clock());
  await world.table.transact(writeTasks([made], world.clock()));
  await world.putIn(lead, 'nhac-nguoi-hen');
}

async function move(change: { readonly dueAt?: string; readonly status?: 'cancelled' }): Promise<void> {
  const [before] = await readTasks(world.table, lead);
  if (!before) throw new Error('no appointment');
  const moved = changed(before, change);
  await world.table.transact([...writeTasks([moved], world.clock()), putTasksMovedTimer(moved.after, world.clock())]);
}

const toldAt = () =>
  world
    .timeline()
    .flatMap(({ type, at, data }) =>
      type === 'mail.sent' && data.kind === 'sequenceNotice' ? [new Date(at).toISOString().slice(0, 16)] : [],
    );
const minute = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('the sequence of the guide that reminds a rep of an appointment', () => {
  it('tells them a day and an hour before, once each', async () => {
    await appoint(morning + 3 * days);

    await world.pass(5 * days);

    expect(toldAt()).toEqual([minute(morning + 2 * days), minute(morning + 3 * days - hours)]);
  });

  it('tells them an hour before alone, where less than a day is left', async () => {
    await appoint(morning + 5 * hours);

    await world.pass(2 * days);

    expect(toldAt()).toEqual([minute(morning + 4 * hours)]);
  });

  it('goes along where the appointment is moved', async () => {
    await appoint(morning + 3 * days);
    await move({ dueAt: new Date(morning + 6 * days).toISOString() });

    await world.pass(8 * days);

    expect(toldAt()).toEqual([minute(morning + 5 * days), minute(morning + 6 * days - hours)]);
  });

  it('is silent where the appointment is called off', async () => {
    await appoint(morning + 3 * days);
    await move({ status: 'cancelled' });

    await world.pass(5 * days);

    expect(toldAt()).toEqual([]);
  });
});
