import { intakeSubmission } from '../../../shared/intake/index.ts';
import { type Lead, readProvenance } from '../../../shared/leads/index.ts';
import { mergeFollowers } from '../../../shared/merge-registry/index.ts';
import { dropCandidate, ImpossibleMergeError, mergeLeads, undoMerge } from '../../../shared/merging/index.ts';
import { imageOfKept } from '../../../shared/merging/pair.ts';
import { ConflictError } from '../../../shared/platform/errors.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { type Alarm, dice, type Guard, stumble } from './alarm.ts';
import { type Weakness, weakened } from './weakened-table.ts';

const lan = { fullName: 'Trần Thị Lan', email: 'lan@example.com', phone: '0912345678', province: 'TP.HCM' };
const hai = { fullName: 'Lê Văn Hai', email: 'hai@example.com', phone: '0912345678', company: 'An Nhiên', province: 'TP.HCM' };

const asked = { actor: { kind: 'user', id: 'U1' }, by: 'person', correlationId: 'request-1' } as const;
const off = (guard: Guard, weakness: Weakness): Weakness => (guard === 'on' ? {} : weakness);

interface Two {
  readonly world: World;
  readonly one: Lead;
  readonly other: Lead;
  /** Over a table with a weakness. */
  readonly over: (weakness: Weakness) => World['parts'];
}

/** Two people who share a number, and may be taken for one. */
async function two(): Promise<Two> {
  const world = createWorld();
  await world.takeIn(world.post(lan));
  await world.takeIn(world.post(hai));
  await world.assignAll();
  world.pass(60_000);
  const [one, other] = [lan, hai].map(({ email }) => world.leads().find((lead) => lead.email === email));
  if (!one || !other) throw new Error('the world has no two leads');
  return { world, one, other, over: (weakness) => ({ ...world.parts, table: weakened(world.table, weakness) }) };
}

const leadNow = ({ world }: Two, { leadId }: Lead) => world.leads().find((lead) => lead.leadId === leadId);

/** Does it again for as long as somebody else was quicker, as a queue does. */
async function again(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; tries < 10; tries += 1) {
    try {
      await work();
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

export const mergingAlarms: readonly Alarm[] = [
  {
    invariant: 10,
    guard: 'the versions of both records and histories when a merge meets posts',
    async prove(guard) {
      const both = await two();
      const { world, one, other } = both;
      const changes = [{ title: 'Giám đốc' }, { product: 'ke-toan' }, { size: 'lớn' }];
      const refs = changes.map((change) => world.post({ ...lan, ...change }));
      world.slow(stumble(dice()));
      const parts = both.over(off(guard, { ignoresVersionsOn: ({ sk }) => sk === 'LEAD' || sk === 'PROVENANCE' || sk === 'PROFILE' }));
      const merge = () => mergeLeads({ ...asked, leadId: one.leadId, otherLeadId: other.leadId }, parts);
      await Promise.all([again(merge), ...refs.map((ref) => again(() => intakeSubmission(ref, parts)))]);
      const left = leadNow(both, one);
      const kept = [
        left?.title,
        left?.products.includes('ke-toan'),
        left?.extra.size,
        left?.members?.includes(other.leadId),
        left?.company,
      ];
      const names = ['the title', 'the product', 'the size', 'the part', 'what the part brought'];
      return names.filter((_, index) => !kept[index]).map((name) => `${name} was overwritten by another change`);
    },
  },
  {
    invariant: 10,
    guard: 'the version of the pair, where one colleague merges it and another one drops it',
    async prove(guard) {
      const both = await two();
      const { world, one, other } = both;
      const pair = { leadId: one.leadId, otherLeadId: other.leadId };
      const parts = both.over(off(guard, { ignoresConditionsOn: ({ sk }) => sk.startsWith('MERGE#') }));
      // The one who drops it reads the pair, and writes when it is merged by then.
      let isMerged = false;
      const late: World['parts'] = {
        ...parts,
        table: {
          ...parts.table,
          async transact(writes) {
            if (!isMerged) {
              isMerged = true;
              await mergeLeads({ ...asked, ...pair }, parts);
            }
            return parts.table.transact(writes);
          },
        },
      };
      try {
        await dropCandidate({ ...asked, ...pair }, late);
      } catch (error) {
        if (!(error instanceof ImpossibleMergeError)) throw error;
      }
      world.pass(60_000);
      try {
        await undoMerge({ ...asked, ...pair }, { ...world.parts, followers: mergeFollowers });
        return [];
      } catch {
        return ['two who are one by mistake cannot be parted any more'];
      }
    },
  },
  {
    invariant: 10,
    guard: 'the records that a merge keeps as it found them',
    async prove(guard) {
      const both = await two();
      const { world, one, other } = both;
      const pair = { leadId: one.leadId, otherLeadId: other.leadId };
      await mergeLeads({ ...asked, ...pair }, world.parts);
      world.pass(60_000);
      await world.takeIn(world.post({ ...hai, title: 'Giám đốc' }));
      const merged = leadNow(both, one);
      if (!merged) throw new Error('the merge left no lead');
      // An undo that begins with the record as it stands.
      const survivor = imageOfKept({ lead: merged, provenance: await readProvenance(world.table, one.leadId) });
      const asItStands = (item: Item): Item => ('merge' in item ? { ...item, merge: { ...Object(item.merge), survivor } } : item);
      world.pass(60_000);
      await undoMerge({ ...asked, ...pair }, { ...both.over(off(guard, { reads: asItStands })), followers: mergeFollowers });
      const [left, part] = [leadNow(both, one), leadNow(both, other)];
      const found = [left?.company, left?.title, part?.company, part?.title];
      const expected = [null, null, 'An Nhiên', 'Giám đốc'];
      const wrong = ['company of the one', 'title of the one', 'company of the other', 'title of the other'];
      return wrong.filter((_, index) => found[index] !== expected[index]).map((field) => `the ${field} is not theirs after the undo`);
    },
  },
];
