import { admin, type Company } from '../company.ts';
import { type Person, personOf } from '../people.ts';
import { post } from '../posting.ts';
import { dayMs, hourMs, midnightOf, momentOn, workingMomentFrom } from '../seasons.ts';

/** Whoever comes a second time as somebody else has the number of the first one and so many more. */
const doubles = 20_000;
/** Persons of chapters of their own come once. */
const ordinary = 7_000;
/** How many days before the end somebody works off pairs for the last time: what comes later is left for whoever looks at the demo. */
const leftDays = 12;

/** A pair that `GET /v1/merge-candidates` shows. */
interface Pair {
  readonly lead: { readonly leadId: string };
  readonly other: { readonly leadId: string };
}

/**
 * Some people come again with another mailbox, and some share a number with a relative. The product takes neither for one person by itself: somebody
 * works off the pairs once a week, merges most, says of others that they are two, and now and then has to undo a merge.
 */
export function doubling(company: Company): void {
  const { agenda, span } = company;
  company.onKnown((_, person) => {
    const dice = company.dice.for(`double ${person.number}`);
    if (person.number >= ordinary || person.phone === null || !dice.isLucky(6)) return;
    const double = person.email !== null && dice.isLucky(60) ? sameAgain(person) : relativeOf(person, dice.for('relative'));
    agenda.at(momentOn(midnightOf(agenda.nowMs) + dice.between(1, 45) * dayMs, dice), () => comeAgain(company, double));
  });
  const days = Math.floor((span.endMs - span.startMs) / dayMs);
  for (let day = leftDays; day < days; day += 7) {
    const atMs = workingMomentFrom(midnightOf(span.endMs - day * dayMs) + 16 * hourMs, company.dice.for('pairs'));
    if (atMs >= span.startMs) agenda.at(atMs, () => workOff(company));
  }
}

/** The same person, who writes from another mailbox. */
const sameAgain = (person: Person): Person => ({ ...person, number: person.number + doubles, email: `rieng.${person.number}@example.net` });

/** Somebody else of the same household, with the same number. */
function relativeOf({ number, phone }: Person, dice: Parameters<typeof personOf>[1]): Person {
  return { ...personOf(number + doubles, dice), phone, email: null, fate: 'cold' };
}

function comeAgain(company: Company, person: Person): Promise<void> {
  const { fullName, email, phone, province, product } = person;
  const fields = { fullName, email, phone, province, product };
  return post(company, person, { formId: 'contact', page: 'lien-he', openMs: 60_000, nonce: `double${person.number}`, fields });
}

async function workOff(company: Company): Promise<void> {
  const answer = await company.ask({ user: admin, route: 'GET /v1/merge-candidates', query: { limit: '100' } });
  for (const { lead, other } of (answer?.items ?? []) as readonly Pair[]) await decide(company, lead.leadId, other.leadId);
}

async function decide(company: Company, olderId: string, newerId: string): Promise<void> {
  const [one, other] = [company.personOf(olderId), company.personOf(newerId)];
  if (!one || !other) return;
  const dice = company.dice.for(`pair ${one.number} ${other.number}`);
  const isSame = one.number % doubles === other.number % doubles && one.fullName === other.fullName;
  const isMistaken = !isSame && dice.isLucky(20);
  // What is left is a lead with which somebody works.
  const older = await company.ask({ user: admin, route: 'GET /v1/leads/{leadId}', path: { leadId: olderId } });
  const [leadId, otherLeadId] = older?.status === 'active' ? [olderId, newerId] : [newerId, olderId];
  const asked = { user: admin, path: { leadId }, body: { otherLeadId } };
  if (!isSame && !isMistaken) {
    await company.ask({ ...asked, route: 'POST /v1/leads/{leadId}/merge/drop' });
    return;
  }
  await company.ask({ ...asked, route: 'POST /v1/leads/{leadId}/merge', body: { otherLeadId, preview: true } });
  const merged = await company.ask({ ...asked, route: 'POST /v1/leads/{leadId}/merge' });
  // The next call tells that they are two.
  if (merged && isMistaken)
    company.agenda.at(company.agenda.nowMs + 2 * dayMs, () => company.ask({ ...asked, route: 'POST /v1/leads/{leadId}/merge/undo' }));
}
