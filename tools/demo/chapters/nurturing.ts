import { confirmSubscriptionRoute } from '../../../api/preferences/confirm-subscription.ts';
import { unsubscribeRoute } from '../../../api/preferences/unsubscribe.ts';
import { routeKeyOf } from '../../../api/route.ts';
import type { OutgoingMail } from '../../../shared/mail/compose.ts';
import type { Company } from '../company.ts';
import { dayMs, hourMs, midnightOf } from '../seasons.ts';

const minuteMs = 60_000;
/** What reads mails on phones and at desks, and loads their pictures itself. */
const mailApp = 'Outlook-iOS/724.5133927.prod.iphone (4.44.0)';
const browser = 'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';
/** Since how many days before the end the company writes to people step by step. */
const daysOfSequences = 30;

/** People confirm that they want mails, or forget to. In the last month sequences write to them, and some refuse that. */
export function nurturing(company: Company): void {
  const { agenda, product, span } = company;
  const begins = midnightOf(span.endMs - daysOfSequences * dayMs) + 8 * hourMs;
  agenda.at(Math.max(span.startMs, begins), () => product.beginSequences());
  const mails = new Map<string, number>();
  product.onMail((mail) => {
    const count = (mails.get(mail.to) ?? 0) + 1;
    mails.set(mail.to, count);
    read(company, mail, count);
    if (agenda.nowMs >= begins) engage(company, mail, count);
  });
}

/** Some open a mail in the hours after it came, and some of these click on what it offers: a minute or two later. */
function engage({ agenda, product, dice }: Company, mail: OutgoingMail, count: number): void {
  const own = dice.for(`look at mail ${count} to ${mail.to}`);
  if (!own.isLucky(46)) return;
  const sentMs = agenda.nowMs;
  const openedMs = sentMs + own.between(4, 14 * 60) * minuteMs;
  agenda.at(openedMs, () => product.engage(mail, { action: 'open', sentMs, agent: mailApp }));
  if (own.isLucky(35))
    agenda.at(openedMs + own.between(1, 3) * minuteMs, () => product.engage(mail, { action: 'click', sentMs, agent: browser }));
}

/** Somebody reads a mail some minutes or hours after it came. */
function read({ agenda, product, dice }: Company, { to, text, headers }: OutgoingMail, count: number): void {
  const own = dice.for(`mail ${count} to ${to}`);
  const press = (route: string, token: string): void =>
    agenda.at(agenda.nowMs + own.between(2, 12 * 60) * (hourMs / 60), () => product.press(route, token));
  const asked = /\/v1\/subscribe\/([\w.-]+)/.exec(text)?.[1];
  if (asked !== undefined && own.isLucky(55)) press(routeKeyOf(confirmSubscriptionRoute), asked);
  const refused = /\/v1\/unsubscribe\/([\w.-]+)/.exec(headers['List-Unsubscribe'] ?? '')?.[1];
  if (refused !== undefined && own.isLucky(6)) press(routeKeyOf(unsubscribeRoute), refused);
}
