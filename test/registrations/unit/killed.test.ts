import { describe, expect, it } from '@jest/globals';
import { asksAs } from '../../support/as-user.ts';
import { dying } from '../../support/dying-table.ts';
import { formId, type Registering, registeringWorld } from '../../support/registering.ts';

const bao = { fullName: 'Vũ Quốc Bảo', phone: '0901 234 567', consent: true };

/** More calls than a walk-in makes. */
const most = 200;

async function full(): Promise<Registering> {
  const workshop = registeringWorld({ capacity: 1 });
  await workshop.post({ fullName: 'Trần Thị Lan', email: 'lan@example.com' });
  await workshop.settle();
  return workshop;
}

const worlds = { 'with places': async () => registeringWorld({ capacity: 5 }), 'without any': full };

describe('who comes without having registered, while what lets them in is killed', () => {
  it.each([
    { world: 'with places', isHeardOf: false, overCapacity: false },
    { world: 'with places', isHeardOf: true, overCapacity: false },
    { world: 'without any', isHeardOf: false, overCapacity: true },
    { world: 'without any', isHeardOf: true, overCapacity: true },
  ] as const)('is one lead with one place and one arrival once it was tried again: %o', async ({ world, isHeardOf, overCapacity }) => {
    let [killed, between] = [0, 0];
    for (let point = 1; point < most; point += 1) {
      const workshop = await worlds[world]();
      const before = await workshop.ledger();
      const known = workshop.world.leads().length;
      const asked = { path: { formId }, body: { ...bao, overCapacity }, key: 'walk-in-of-bao-0001' };
      const process = dying(point);
      const first = await asksAs(
        workshop.world,
        'admin@example.com',
        process.table(workshop.world.table),
      )('POST /v1/events/{formId}/walk-ins', asked).catch(() => null);
      // Each call has a point before its effect and one behind it.
      if (process.calls() * 2 < point) {
        expect(first?.status).toBe(200);
        break;
      }
      killed += 1;
      if (workshop.world.leads().length > known && (await workshop.ledger())?.attended === before?.attended) between += 1;
      // The post of whoever was taken in may be heard of before the door tries again: they get a place by the rules, or wait for one.
      if (isHeardOf) await workshop.settle();

      const again = await asksAs(workshop.world, 'admin@example.com')('POST /v1/events/{formId}/walk-ins', asked);
      await workshop.settle(2);

      const own = workshop.all().filter(({ attendedAt }) => attendedAt !== undefined);
      const told = workshop.world.timeline().filter(({ type, data }) => type === 'registration.changed' && data.state === 'attended');
      expect([point, again.status, workshop.world.leads().length - known, own.length, told.length]).toEqual([point, 200, 1, 1, 1]);
      expect(own[0]).toMatchObject({ state: 'confirmed' });
      expect(await workshop.ledger()).toMatchObject({ taken: (before?.taken ?? 0) + 1, waiting: 0, attended: 1 });
    }
    expect(killed).toBeGreaterThan(10);
    expect(between).toBeGreaterThan(0);
  });
});
