import { readConsentRoute } from '../../api/leads/read-consent.ts';
import { beginLetterRoute } from '../../api/letters/begin-letter.ts';
import { listLettersRoute } from '../../api/letters/list-letters.ts';
import { forecastLeadRoute } from '../../api/messages/forecast-lead.ts';
import { whyMessageRoute } from '../../api/messages/why-message.ts';
import { readCompany } from '../../shared/company/index.ts';
import { found, on, preferredLocale, type RequestEvent, type ServedRoute } from '../../shared/http/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import { findLead } from '../../shared/reading/index.ts';
import type { NoteRead, ReadParts } from './app.ts';

/** What the routes need is read with the first of them: whoever opens a lead must not pay for it. */
const showMessages = () => import('../../shared/nurture/show-messages.ts');
const consents = () => import('../../shared/nurture/show-consent.ts');
const language = { vary: 'accept-language' } as const;

/** The routes that tell which mails a lead got, will get, or may get, and why. */
export function messageRoutes(parts: ReadParts, note: NoteRead): ServedRoute[] {
  const localeOf = async ({ headers }: RequestEvent, lang: Locale | undefined): Promise<Locale> =>
    lang ?? preferredLocale(headers?.['accept-language']) ?? (await readCompany(parts.config)).defaultLocale;
  return [
    on(readConsentRoute, async ({ principal, params }) => {
      const lead = await findLead(parts.table, principal, params.leadId, readConsentRoute.right);
      note(principal, 'consent', [lead.leadId]);
      const { showConsent } = await consents();
      return found(await showConsent(lead, parts));
    }),
    on(listLettersRoute, async ({ principal, params, query }) => {
      const lead = await findLead(parts.table, principal, params.leadId, listLettersRoute.right);
      note(principal, 'letters', [lead.leadId]);
      const { lettersOf } = await import('../../shared/letters/view.ts');
      return found(await lettersOf(parts.table, lead, principal.userId, query, parts.cursors));
    }),
    on(beginLetterRoute, async ({ principal, params }) => {
      const lead = await findLead(parts.table, principal, params.leadId, beginLetterRoute.right);
      note(principal, 'letters', [lead.leadId]);
      const { showLetterDesk } = await import('../../shared/nurture/show-letter-desk.ts');
      return found(await showLetterDesk(lead, principal, parts));
    }),
    on(whyMessageRoute, async ({ principal, params, query: { lang, ...asked }, event }) => {
      const lead = await findLead(parts.table, principal, params.leadId);
      note(principal, 'why a mail', [lead.leadId]);
      const { showWhy } = await showMessages();
      return found(await showWhy(lead, asked, await localeOf(event, lang), parts), language);
    }),
    on(forecastLeadRoute, async ({ principal, params, query: { lang }, event }) => {
      const lead = await findLead(parts.table, principal, params.leadId);
      note(principal, 'forecast', [lead.leadId]);
      const { showForecast } = await showMessages();
      return found(await showForecast(lead, await localeOf(event, lang), parts), language);
    }),
  ];
}
