import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Registering, registeringWorld } from '../../support/registering.ts';
import { runs, seed } from '../../support/seeded.ts';

const people = Array.from({ length: 7 }, (_, number) => `nguoi${number}@example.com`);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('post' as const), who: fc.nat(people.length - 1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('giveBack' as const), who: fc.nat(people.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('capacity' as const), to: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hearAgain' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), times: fc.integer({ min: 1, max: 3 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Who has a place, and who waits in which order, as a person with a sheet of paper would keep them. */
class Paper {
  readonly has = new Set<number>();
  readonly waits: number[] = [];

  capacity: number;

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  post(who: number) {
    if (this.has.has(who) || this.waits.includes(who)) return;
    if (this.has.size < this.capacity && this.waits.length === 0) this.has.add(who);
    else this.waits.push(who);
  }

  giveBack(who: number) {
    this.has.delete(who);
    const place = this.waits.indexOf(who);
    if (place !== -1) this.waits.splice(place, 1);
  }

  moveUp() {
    for (let first = this.waits[0]; first !== undefined && this.has.size < this.capacity; first = this.waits[0]) {
      this.waits.shift();
      this.has.add(first);
    }
  }
}

async function run(capacity: number, steps: readonly Step[], isCalm: boolean): Promise<void> {
  const workshop = registeringWorld({ capacity });
  const paper = new Paper(capacity);
  for (const one of steps) {
    workshop.world.pass(1_000);
    await take(one, workshop, paper);
    // What is asked for comes at once in calm, and all together after a storm.
    if (isCalm) {
      await workshop.settle();
      paper.moveUp();
    }
  }
  await (isCalm ? workshop.settle(2) : workshop.settle(2, 'atOnce'));
  paper.moveUp();
  await holds(workshop, isCalm ? paper : null);
  // Places that were taken before their number fell are kept; nobody gets one more than there ever were.
  const most = Math.max(capacity, ...steps.flatMap((one) => (one.do === 'capacity' ? [one.to] : [])));
  expect(workshop.all().filter(({ state }) => state === 'confirmed').length).toBeLessThanOrEqual(most);
}

async function take(one: Step, workshop: Registering, paper: Paper): Promise<void> {
  switch (one.do) {
    case 'post':
      await workshop.post({ fullName: 'Nguyễn Văn An', email: people[one.who] ?? '' });
      return paper.post(one.who);
    case 'giveBack': {
      const registration = workshop.of(people[one.who] ?? '');
      if (registration) await workshop.giveBack(registration);
      return paper.giveBack(one.who);
    }
    case 'capacity':
      await workshop.publish({ capacity: one.to });
      paper.capacity = one.to;
      return;
    case 'hearAgain':
      return workshop.hearAgain();
    case 'settle':
      return workshop.settle(one.times);
  }
}

async function holds(workshop: Registering, paper: Paper | null): Promise<void> {
  const all = workshop.all();
  const confirmed = all.filter(({ state }) => state === 'confirmed');
  const waiting = all.filter(({ state }) => state === 'waiting').toSorted((one, other) => (one.arrivedAt < other.arrivedAt ? -1 : 1));
  const ledger = await workshop.ledger();
  expect([ledger?.taken ?? 0, ledger?.waiting ?? 0]).toEqual([confirmed.length, waiting.length]);
  // What people are found by is theirs who are registered, and nobody else's.
  const rows = (prefix: string) =>
    workshop.world.itemsOf('EVENT#').flatMap(({ sk, leadId }) => (String(sk).startsWith(prefix) ? [leadId] : []));
  expect(rows('CODE#').toSorted()).toEqual([...confirmed, ...waiting].map(({ leadId }) => leadId).toSorted());
  expect(rows('WAITING#')).toEqual(waiting.map(({ leadId }) => leadId));
  // Each change is told once, and leads from what was told before.
  const told = workshop.world.timeline().filter(({ type }) => type === 'registration.changed');
  for (const entries of Map.groupBy(told, ({ leadId }) => leadId).values()) {
    const states = entries.map(({ data }) => String(data.state));
    expect(states.filter((state, place) => state === states[place - 1])).toEqual([]);
  }
  if (!paper) return;
  const numberOf = (leadId: string) => people.indexOf(workshop.world.leads().find((lead) => lead.leadId === leadId)?.email ?? '');
  expect(confirmed.map(({ leadId }) => numberOf(leadId)).toSorted()).toEqual([...paper.has].toSorted());
  expect(waiting.map(({ leadId }) => numberOf(leadId))).toEqual(paper.waits);
}

it('places stand as on paper, whoever posts, gives back and hears of it again, and however many places there are', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 25 }), (capacity, steps) => run(capacity, steps, true)),
    { seed, numRuns: runs(40, 2_000) },
  ));

it('nobody is lost, doubled or told twice where everything comes at once after a storm', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 25 }), (capacity, steps) => run(capacity, steps, false)),
    { seed, numRuns: runs(40, 2_000) },
  ));
