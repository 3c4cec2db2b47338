import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { ConflictError } from '../../../shared/platform/errors.ts';
import type { LeadId, SubmissionRef } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { untilWritten, versioned } from '../../../shared/platform/versioned.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

/** What a later version of the code writes of a lead; all that this version writes is as unknown to it as its own is to this one. */
const LaterLead = z.object({
  version: z.number(),
  qualification: z.object({ calls: z.number() }).default({ calls: 0 }),
  region: z.object({ ward: z.string().default('') }),
});
const laterLeads = versioned<z.infer<typeof LaterLead> & { readonly pk: string; readonly sk: string }>({
  parse: (item) => ({ pk: String(item.pk), sk: String(item.sk), ...LaterLead.parse(item) }),
  toItem: (lead) => ({ ...lead }),
});

/** A use case of the later version. */
const noteCall = (table: Table, leadId: LeadId) =>
  untilWritten(async () => {
    const before = await laterLeads.read(table, keys.lead(leadId), { consistent: true });
    if (!before) throw new Error('the lead is gone');
    const calls = before.qualification.calls + 1;
    const after = { ...before, version: before.version + 1, qualification: { calls }, region: { ward: `ward ${calls}` } };
    await table.transact([laterLeads.put(before, after)]);
  });

/** Comes back as from the queue when others were quicker until it gave up. */
async function untilDone(act: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await act();
      return;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

const email = 'huong@example.com';
const news = [{ company: 'Sông Thu' }, { title: 'Giám đốc' }, { product: 'ke-toan' }, { phone: '0909000111' }, { province: 'Hà Nội' }];

/** What this version does to a lead, and what stands then. */
function acts(world: World): (() => Promise<unknown>)[] {
  const take = (ref: SubmissionRef) => () => world.takeIn(ref);
  return [...news.map((fields) => take(world.post({ email, ...fields }))), () => world.assignAll(), () => world.scoreAll(true)];
}

describe('two versions of the code that run at once', () => {
  it('lose nothing of one lead, whichever of them was quicker', async () => {
    const numRuns = runs(60, 1_000);
    let refused = 0;
    const waits = fc.array(fc.nat(7), { minLength: 40, maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(waits, fc.integer({ min: 1, max: 8 }), async (turns, calls) => {
        const world = createWorld();
        await world.takeIn(world.post({ email }));
        const [{ leadId } = { leadId: undefined }] = world.leads();
        if (!leadId) throw new Error('no lead');
        let call = 0;
        world.slow(async () => {
          call += 1;
          for (let turn = turns[call % turns.length] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
        });
        const { table } = world;
        const { transact } = table;
        table.transact = (writes) =>
          transact(writes).catch((error: unknown) => {
            refused += 1;
            throw error;
          });

        const all = [...acts(world), ...Array.from({ length: calls }, () => () => noteCall(table, leadId))];
        await Promise.all(all.map(untilDone));
        await world.assignAll();

        const [lead] = world.leads();
        expect(lead).toMatchObject({
          company: 'Sông Thu',
          title: 'Giám đốc',
          phone: { e164: '+84909000111' },
          region: { provinceCode: '01' },
        });
        expect(lead?.products).toContain('ke-toan');
        expect(lead?.owner).not.toBeNull();
        expect(world.itemsOf(' LEAD').filter(({ sk }) => sk === 'LEAD')).toMatchObject([
          { qualification: { calls }, region: { ward: `ward ${calls}` } },
        ]);
        expect(world.timeline().filter(({ type }) => type === 'lead.assigned')).toHaveLength(1);
      }),
      { numRuns, seed },
    );
    report(`two versions at one lead: ${numRuns} times, ${refused} writes were refused because the other was quicker, seed ${seed}`);
  });
});
