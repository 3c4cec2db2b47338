import repsFile from '../../../config/reps.json' with { type: 'json' };
import { type Company, userOf } from '../company.ts';
import { type Person, personOf } from '../people.ts';
import { dayMs, workingMomentFrom } from '../seasons.ts';
import { isAway } from './staffing.ts';

const minuteMs = 60_000;
/** Persons whom reps meet have numbers of their own. */
const firstMet = 7_000;
const said = [
  'Gặp ở chợ đầu mối, đang dùng sổ tay',
  'Khách quen giới thiệu, muốn xem demo',
  'Ghé gian hàng, hỏi về quản lý kho',
  'Gọi vào số tổng đài hỏi giá',
];

/** Reps meet people outside, ask whether they are known, and type them in; some are, and somebody else's. */
export function meeting(company: Company): void {
  const { agenda, span } = company;
  const reps = repsFile.flatMap(({ id }) => userOf(id) ?? []);
  const known: Person[] = [];
  company.onKnown((_, person) => {
    if (person.phone !== null && person.number < firstMet) known.push(person);
  });
  const days = Math.floor((span.endMs - span.startMs) / dayMs);
  for (let index = 0; index < Math.max(2, Math.round(span.leads / 25)); index += 1) {
    const dice = company.dice.for(`met ${index}`);
    const atMs = workingMomentFrom(span.startMs + dice.between(1, days) * dayMs + dice.between(8 * 60, 17 * 60) * minuteMs, dice);
    agenda.at(atMs, async () => {
      const person = known.length > 0 && dice.isLucky(25) ? dice.pick(known) : personOf(firstMet + index, dice);
      const user = dice.pick(reps);
      if (!isAway(company, user)) await typeIn(company, user, person);
    });
  }
}

async function typeIn(company: Company, user: string, person: Person): Promise<void> {
  const dice = company.dice.for(`typed ${person.number} ${user}`);
  const { fullName, phone, email, province, product } = person;
  const details = Object.fromEntries(Object.entries({ fullName, phone, email }).filter(([, value]) => value !== null));
  await company.ask({ user, route: 'POST /v1/leads/check', body: details });
  const entered = await company.ask({
    user,
    route: 'POST /v1/leads',
    body: {
      ...details,
      ...(person.company !== null && { company: person.company }),
      ...(province !== null && { province }),
      products: [product],
      message: dice.pick(said),
      origin: dice.isLucky(60) ? 'outbound' : 'inbound',
      consent: { contact: { how: dice.pick(['call', 'inPerson']) } },
    },
  });
  if (entered?.relation === 'created' && typeof entered.leadId === 'string') company.isKnown(entered.leadId, person);
}
