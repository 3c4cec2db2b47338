import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createWorld } from '../../support/lead-world/world.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const phone = '0912345678';
const victim = { fullName: 'Nguyễn Thị Hường', phone, email: 'huong@example.com' };
/** What somebody can post who knows the number and nothing else. */
const strangerPost = fc.record({
  phone: fc.constantFrom(phone, '+84 912 345 678', `${phone} / 0987654321`, '0987654321', ''),
  email: fc.constantFrom('', 'evil@attacker.example', 'evil2@attacker.example'),
  fullName: fc.constantFrom('', 'Trần Kẻ Xấu', 'Mr'),
  company: fc.constantFrom('', 'Attacker Ltd'),
});
/** What the person herself posts before: with her name, without an address, or nothing but her number. */
const ownPost = fc.constantFrom({ fullName: victim.fullName, phone }, { phone }, { fullName: 'Hường', phone: '+84912345678' });
const history = fc.array(fc.oneof({ weight: 3, arbitrary: strangerPost }, { weight: 1, arbitrary: ownPost }), { maxLength: 8 });

it('somebody who knows a number only never comes between its owner and her record', async () => {
  const numRuns = runs(60, 5_000);
  await fc.assert(
    fc.asyncProperty(history, async (before) => {
      const world = createWorld();
      const refs = before.map((fields) => ({ fields, ref: world.post(fields) }));
      for (const one of refs) await world.takeIn(one.ref);
      const ref = world.post(victim);
      await world.takeIn(ref);
      const later = world.post({ email: victim.email });
      await world.takeIn(later);

      const outcomes = [world.outcome(ref), world.outcome(later)];
      const leads = world.leads();
      for (const outcome of outcomes) {
        const lead = leads.find(({ leadId }) => outcome?.kind === 'lead' && leadId === outcome.leadId);
        expect(lead).toBeDefined();
        // Her posts never go to a record that has a stranger's address, name or number for hers.
        expect([null, victim.email]).toContain(lead?.email);
        expect([null, 'Hường', victim.fullName]).toContain(lead?.fullName);
        expect([undefined, '+84912345678']).toContain(lead?.phone?.e164);
      }
      // Nor does a post with a stranger's address go to hers.
      for (const one of refs.filter(({ fields }) => 'email' in fields && fields.email !== '')) {
        const outcome = world.outcome(one.ref);
        const lead = leads.find(({ leadId }) => outcome?.kind === 'lead' && leadId === outcome.leadId);
        expect(lead?.fullName ?? '').not.toContain('Hường');
      }
      // No record joins what she said with an address of somebody else.
      const joined = leads.filter(({ fullName, email }) => fullName?.includes('Hường') && email !== null && email !== victim.email);
      expect(joined).toEqual([]);
      // An address that is on no record has no guard, and each guard holds its own.
      const guarded = world
        .itemsOf(' GUARD')
        .filter(({ pk }) => String(pk).startsWith('EMAIL#'))
        .map(({ leadId }) => leads.find((lead) => lead.leadId === leadId)?.email);
      expect(guarded.sort()).toEqual(leads.flatMap(({ email }) => (email === null ? [] : [email])).sort());
    }),
    { numRuns, seed },
  );
  report(`a stranger with a number: ${numRuns} histories, seed ${seed}`);
});
