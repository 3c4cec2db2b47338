import type { Company } from '../company.ts';
import type { Person } from '../people.ts';

/** The visit that is under way, as a form tells it. */
export interface Visit {
  readonly visitorId: string;
  readonly sessionId: string;
  readonly sessionStartedAt: string;
  readonly sentAt: string;
}

const agent = 'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';
const pages = ['', 'san-pham/ban-hang', 'san-pham/ke-toan', 'san-pham/kho-san-xuat', 'bang-gia', 'khach-hang', 'blog/kiem-kho'];

/** Tells what somebody looked at in the minutes before they ask. */
export async function visitBefore({ agenda, product, dice, span }: Company, person: Person, ref: string | null): Promise<Visit> {
  const own = dice.for(`visit ${person.number} ${agenda.nowMs - span.startMs}`);
  const seen = own.between(2, 6);
  const at = (secondsAgo: number): string => new Date(agenda.nowMs - secondsAgo * 1_000).toISOString();
  const sessionId = `s${person.number}-${own.between(1_000, 9_999)}`;
  const events = Array.from({ length: seen }, (_, index) => {
    const page = index === seen - 1 && isEarnest(person) ? 'bang-gia' : own.pick(pages);
    return {
      id: `${sessionId}-${index}`,
      type: 'page_view',
      at: at((seen - index) * 40),
      url: `https://annhien.example/${page}`,
      ...(index === 0 && ref !== null && { ref }),
    };
  });
  const visit = { visitorId: `v${person.number}`, sessionId, sessionStartedAt: at(seen * 40), sentAt: at(5) };
  await product.browse({ ...visit, seq: 0, consent: true, ua: agent, events });
  return { ...visit, sentAt: at(0) };
}

/** Who means to buy something. */
export const isEarnest = ({ fate }: Person): boolean => fate === 'buyer' || fate === 'warm';

/** Who means it comes back some days later, looks at prices and products and takes the brochure along: with a good fit they are hot. */
export async function visitAgain({ agenda, product }: Company, person: Person): Promise<void> {
  const at = (secondsAgo: number): string => new Date(agenda.nowMs - secondsAgo * 1_000).toISOString();
  const sessionId = `s${person.number}-again`;
  const viewed = ['bang-gia', `san-pham/${person.product}`, 'bang-gia', 'khach-hang', `san-pham/${person.product}`, 'bang-gia'];
  const events = viewed.map((page, index) => ({
    id: `${sessionId}-${index}`,
    type: 'page_view',
    at: at((viewed.length - index) * 50 + 60),
    url: `https://annhien.example/${page}`,
  }));
  const downloads = [1, 2].map((index) => ({
    id: `${sessionId}-d${index}`,
    type: 'download',
    at: at(60 - index * 20),
    url: `https://annhien.example/tai-lieu/${person.product}-${index}.pdf`,
  }));
  const visit = { visitorId: `v${person.number}`, sessionId, sessionStartedAt: at((viewed.length + 2) * 50), sentAt: at(0) };
  await product.browse({ ...visit, seq: 0, consent: true, ua: agent, events: [...events, ...downloads] });
}
