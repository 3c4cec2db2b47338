import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { suppressAddress } from '../../../shared/mail/address.ts';
import { readAddressState } from '../../../shared/mail/index.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { VisitorId } from '../../../shared/platform/ids.ts';
import { afterChoice, type Choice } from '../../../shared/preferences/rules-choices.ts';
import { writeChoices } from '../../../shared/preferences/store.ts';
import { readEvents } from '../../../shared/tracking/index.ts';
import { digests } from '../../support/digests.ts';
import { NurtureWorld, topic } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';
import { report, runs, seed } from '../../support/seeded.ts';
import { mail } from '../../support/sequences.ts';
import { beaconBody, event, message, startMs, track } from '../../support/tracking.ts';

const email = 'lan@example.com';
const address = digests.address(email);
const proof = { textVersion: 'topics-1' };

const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: fc.constant('mail' as const), isAdvertising: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('beacon' as const),
      consent: fc.constantFrom<unknown>(true, true, false, null, undefined, 'true', 1, [true], { granted: true }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('choose' as const),
      choice: fc.constantFrom('confirm', 'confirm', 'refuse', 'refuseAll', 'pause', 'resume'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('contact' as const), granted: fc.constantFrom(true, true, false, undefined) }) },
  { weight: 1, arbitrary: fc.constant({ does: 'complain' as const }) },
);
const history = fc.array(fc.record({ hours: fc.constantFrom(0, 0, 1, 20, 31 * 24), act }), { minLength: 2, maxLength: 10 });
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Whoever agrees to all gets all, whatever the random ones come to. */
const acts: readonly Act[] = [
  { does: 'contact', granted: true },
  { does: 'choose', choice: 'confirm' },
  { does: 'mail', isAdvertising: true },
  { does: 'mail', isAdvertising: false },
  { does: 'beacon', consent: true },
];
const agreesToAll = acts.map((one) => ({ hours: 0, act: one }));

/** What the person says now, in the plainest words. */
interface Says {
  contact: boolean | undefined;
  isConfirmed: boolean;
  restsUntil: number;
  isClosed: boolean;
}

/** A person who may be written to and followed, or not, from one moment to the next. */
class Person {
  readonly world = new NurtureWorld(seed);
  readonly says: Says = { contact: undefined, isConfirmed: false, restsUntil: 0, isClosed: false };
  /** Mails that went to SES, and whether the person then said that such may come. */
  readonly sent: { readonly purpose: string; readonly isAllowed: boolean }[] = [];
  /** Beacons that said yes. */
  readonly agreed: string[] = [];
  #number = 0;

  constructor() {
    this.world.now = startMs;
    this.#put();
    this.world.fate = ({ subject }) => {
      const purpose = subject.startsWith('[QC]') ? 'advertising' : 'service';
      const { contact, isConfirmed, restsUntil, isClosed } = this.says;
      const isAllowed = purpose === 'service' ? contact === true : isConfirmed && restsUntil <= this.world.now && contact !== false;
      this.sent.push({ purpose, isAllowed: isAllowed && !isClosed });
      return 'accept';
    };
  }

  #put() {
    const { contact } = this.says;
    const said = { granted: contact === true, at: new Date(this.world.now).toISOString(), textVersion: '1', ...postRef('s1') };
    return this.world.putLead({ email, consent: contact === undefined ? {} : { contact: said } });
  }

  async does(one: Act): Promise<void> {
    const { world, says } = this;
    this.#number += 1;
    switch (one.does) {
      case 'mail': {
        const template = one.isAdvertising ? 'chao' : 'cam-on';
        await world.enrol(this.#put(), world.configure([mail('mot', { template })], { id: `chuoi-${this.#number}` }));
        return;
      }
      case 'beacon': {
        const id = `event-${this.#number}`;
        if (one.consent === true) this.agreed.push(id);
        const seconds = (world.now - startMs) / 1_000;
        const more = { consent: one.consent, sessionId: `s${this.#number}`, sessionStartedAt: new Date(world.now).toISOString() };
        expect(await track(world.table, message(beaconBody(seconds, [event(id, seconds)], more)))).toEqual([]);
        return;
      }
      case 'contact':
        says.contact = one.granted;
        this.#put();
        return;
      case 'complain':
        says.isClosed = true;
        await world.table.transact([suppressAddress(address, 'complaint', new Date(world.now).toISOString())]);
        return;
      case 'choose':
        await this.#choose(one.choice);
    }
  }

  async #choose(what: string): Promise<void> {
    const { world, says } = this;
    const until = world.now + 30 * daysMs;
    const choice: Choice =
      what === 'confirm'
        ? { do: 'confirm', topics: [topic], proof }
        : what === 'refuse'
          ? { do: 'refuse', topics: [topic] }
          : what === 'pause'
            ? { do: 'pause', until: new Date(until).toISOString() }
            : { do: what === 'resume' ? 'resume' : 'refuseAll' };
    const { choices: before } = await readAddressState(world.table, address);
    const after = afterChoice(before, choice, new Date(world.now));
    if (after) await world.table.transact([writeChoices(address, before, after)]);
    if (what === 'confirm') says.isConfirmed = true;
    if (what === 'refuse' || what === 'refuseAll') says.isConfirmed = false;
    // Whoever refuses all has no rest to wait for.
    if (what === 'resume' || what === 'refuseAll') says.restsUntil = 0;
    if (what === 'pause' && before?.refusedAll === undefined) says.restsUntil = until;
  }
}

it('no beacon is kept and no mail is sent without a consent that lives at that instant, whatever was said before', async () => {
  const counts = { histories: 0, advertising: 0, service: 0, beacons: 0 };
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const person = new Person();
      for (const { hours, act: one } of steps) {
        await person.world.pass(hours * hoursMs);
        await person.does(one);
        await person.world.run(person.world.now);
      }
      await person.world.pass(3 * daysMs);

      expect(person.sent.filter(({ isAllowed }) => !isAllowed)).toEqual([]);
      const kept = await readEvents(person.world.table, VisitorId.parse('visitor-1'), { limit: 100, now: new Date(startMs) });
      expect(kept.map(({ id }) => id).toSorted()).toEqual(person.agreed.toSorted());
      counts.histories += 1;
      counts.beacons += kept.length;
      counts.advertising += person.sent.filter(({ purpose }) => purpose === 'advertising').length;
      counts.service += person.sent.filter(({ purpose }) => purpose === 'service').length;
    }),
    { seed, numRuns: runs(60, 20_000), examples: [[agreesToAll]] },
  );
  report(
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  );
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
});
