import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formKind } from '../../../shared/capture/form-config.ts';
import { mergeFirms, undoFirmMerge } from '../../../shared/firm-directory/index.ts';
import { NotPossibleNowError, PheuError } from '../../../shared/platform/errors.ts';
import { CompanyId } from '../../../shared/platform/ids.ts';
import { acceptOffer, currentRules, type DraftDecision, declineOffer, replay } from '../../../shared/routing/index.ts';
import { poolKind } from '../../../shared/routing/pool-config.ts';
import { parseDecision } from '../../../shared/routing/store.ts';
import { asksAs } from '../../support/as-user.ts';
import { assignmentFaults } from '../../support/assignment-faults.ts';
import { createWorld, type World } from '../../support/lead-world/world.ts';
import { offerLeads } from '../../support/offers.ts';
import { size } from '../../support/proof.ts';
import { report, seed } from '../../support/seeded.ts';

const products = ['ban-hang', 'kho-san-xuat'] as const;
const domains = ['songthu.vn', 'songthu.com.vn', 'moctam.vn', 'gmail.com'] as const;
const reasons = ['noCapacity', 'spam', 'wrongTerritory'] as const;
const provinces = ['TP.HCM', 'Hà Nội'] as const;

const place = fc.nat(11);
const anyAct = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant('post' as const), fc.nat(3), fc.nat(3), fc.nat(1), fc.nat(1)) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('accept' as const), place) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('decline' as const), place, fc.nat(2)) },
  { weight: 3, arbitrary: fc.tuple(fc.constantFrom('merge' as const, 'merge' as const, 'undo' as const), place, place) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('mergeFirms' as const, 'undoFirms' as const), place, place) },
);
type Act = typeof anyAct extends fc.Arbitrary<infer One> ? One : never;

async function openWorld(): Promise<World> {
  const world = createWorld();
  world.config.change(formKind, 'contact', (form) => ({ ...form, opensOpportunity: true }));
  offerLeads(world, {}, { sticky: ['samePerson', 'company'] });
  // One pool gives at once.
  world.config.change(poolKind, 'north', (pool) => ({ ...pool, accept: 'none' as const }));
  world.pass(24 * 3_600_000);
  return world;
}

/** Does what people do; what the product refuses is part of life. */
async function live(world: World, act: Act): Promise<void> {
  const { parts } = world;
  const leads = world.leads();
  const firms = world.itemsOf('COMPANY#').filter(({ sk }) => sk === 'COMPANY');
  const firmAt = (index: number) => CompanyId.parse(String(firms[index % firms.length]?.pk).slice('COMPANY#'.length));
  if (act[0] === 'post') {
    const [, who, domain, product, province] = act;
    const email = `p${who}@${domains[domain]}`;
    await world.takeIn(
      world.post({ fullName: `Trần Người ${who}`, email, product: String(products[product]), province: String(provinces[province]) }),
    );
  } else if (act[0] === 'accept' || act[0] === 'decline') {
    const offers = world.itemsOf(' ASSIGN#').filter(({ state }) => state === 'offered');
    const offer = offers[act[1] % offers.length];
    if (!offer) return;
    const leadId = String(offer.pk).slice('LEAD#'.length);
    const answer = {
      leadId,
      subject: offer.subject,
      decisionId: offer.decisionId,
      actor: { kind: 'rep', id: offer.repId },
      correlationId: 'answer',
    };
    if (act[0] === 'accept') await acceptOffer(answer as never, parts);
    else await declineOffer({ ...answer, reason: reasons[act[2]] } as never, parts);
  } else if (act[0] === 'merge' || act[0] === 'undo') {
    const [one, other] = [leads[act[1] % leads.length], leads[act[2] % leads.length]];
    if (!one || !other) return;
    const route = act[0] === 'merge' ? 'POST /v1/leads/{leadId}/merge' : 'POST /v1/leads/{leadId}/merge/undo';
    const { status } = await asksAs(world, 'admin@example.com')(route, {
      path: { leadId: one.leadId },
      body: { otherLeadId: other.leadId },
    });
    if (status !== 200) throw new NotPossibleNowError(`refused: ${status}`);
  } else if (firms.length > 0) {
    const asked = { companyId: firmAt(act[1]), otherCompanyId: firmAt(act[2]), userId: 'admin' };
    await (act[0] === 'mergeFirms' ? mergeFirms : undoFirmMerge)(asked, parts);
  }
}

const answerOf = ({ territoryStood: _stood, ...answer }: DraftDecision) => answer;

describe('a replay of what was offered, declined and merged, and kept with the owner of a firm', () => {
  it('invariant 7: gives no difference by the rules that stood', async () => {
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 30, maxLength: 60 }), async (acts) => {
        const world = await openWorld();
        for (const act of acts) {
          try {
            await live(world, act);
            count(act[0]);
          } catch (error) {
            if (!(error instanceof PheuError) || error.status >= 500) throw error;
          }
          await world.assignAll();
        }
        const decisions = world.itemsOf(' DECISION#').map(parseDecision);
        const rules = await currentRules(world.config);

        const replayed = replay(decisions, () => rules);

        const differing = replayed.filter(({ recorded: { decisionId: _id, ...recorded }, decisions: instead }) => {
          return !isDeepStrictEqual(instead.map(answerOf), [answerOf(recorded)]);
        });
        expect(differing).toEqual([]);
        expect(assignmentFaults(world.table.items.values())).toEqual([]);
        for (const { reason, subject, leadId } of decisions) {
          count('decided');
          if (reason === 'company') count('company');
          if (subject !== 'lead' && world.leads().find((lead) => lead.leadId === leadId)?.mergedInto) count('need of a part');
        }
      }),
      { numRuns: size(20, 1_000), seed },
    );
    const played = ['accept', 'decline', 'merge', 'undo', 'mergeFirms', 'undoFirms', 'company', 'need of a part'];
    expect(played.filter((what) => !seen.has(what))).toEqual([]);
    report(
      `decisions replayed: ${seen.get('decided')}, differences 0; ${played.map((what) => `${what} ${seen.get(what)}`).join(', ')}; seed ${seed}`,
    );
  });
});
