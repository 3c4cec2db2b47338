import type { CompanyConfig } from '../company/company-config.ts';
import { slipsOf } from '../findings/index.ts';
import { cleanMultiline, cleanText, cutGraphemes, formatNational, normaliseEmail } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { hideValues, isHidden, productLabels } from '../mail/index.ts';
import { localTime } from '../platform/local-time.ts';
import { renderTemperature } from '../scoring/sentences.ts';
import type { CardFacts } from './card-facts.ts';
import { leadPageUrl } from './lead-page.ts';
import { placeValues } from './place.ts';
import { saidLines } from './said.ts';

const maxMessage = 2_000;

/** The lead's card for a rep: all they typed, escaped, never a link of theirs; masked as the pool says. */
export function cardValues(lead: Lead, company: CompanyConfig, facts: CardFacts, locale: Locale) {
  const { timeZone } = company;
  const { form, submission, told, owner } = facts;
  const email = usableEmail(lead.email);
  const noName = locale === 'vi' ? 'Khách chưa cho biết tên' : 'No name given';
  // Where a notice is about no post, what the lead asked about last counts, not what came with the first one.
  const typedProduct = told?.fields.product || lead.products.at(-1) || '';
  const temperature = renderTemperature(lead.evidence.temperature, locale);
  const values = {
    leadName: cleanText(lead.fullName ?? '') || noName,
    ...placeValues(lead, locale),
    phone: lead.phone ? cleanText(formatNational(lead.phone)) : '',
    phoneUrl: lead.phone?.e164 ? `tel:${lead.phone.e164}` : '',
    email: email ?? '',
    emailUrl: email === null ? '' : `mailto:${encodeURIComponent(email).replace('%40', '@')}`,
    leadCompany: cleanText(lead.company ?? ''),
    product: productLabels(typedProduct, form, locale, cleanText),
    message: cutGraphemes(cleanMultiline(submission?.fields.message ?? ''), maxMessage),
    receivedAt: localTime(submission?.receivedAt ?? lead.createdAt, timeZone, locale),
    temperature: temperature.name,
    temperatureMeaning: temperature.meaning,
    leadUrl: leadPageUrl(company, lead.leadId),
    repName: cleanText(owner?.name ?? ''),
    toAsk: slipsOf(lead)
      .map((slip) => slip[locale])
      .join('\n'),
    said: saidLines(told, facts.proposals, lead, { timeZone, locale }),
    // Nobody writes to a masked address.
    ...replyValues(email !== null && isHidden(email, facts.masking) ? null : email, facts.postedEmail),
  };
  return withNumberUrl(hideValues(values, facts.masking), facts.numberUrl);
}

/** Puts the page where a masked number, or address, is asked for in the place of what would call or write. */
export function withNumberUrl<
  Values extends { readonly phone: string; readonly phoneUrl: string; readonly email?: string; readonly emailUrl?: string },
>(values: Values, url: string) {
  const inPlaceOf = (shown = '', link = '') => (shown !== '' && link === '' ? url : link);
  const phoneUrl = inPlaceOf(values.phone, values.phoneUrl);
  const written = values.emailUrl === undefined ? {} : { emailUrl: inPlaceOf(values.email, values.emailUrl) };
  return { ...values, ...written, phoneUrl, numberUrl: phoneUrl === url ? url : '' };
}

/** What a reply to the notice would do: reach the lead's own address, one that was only posted, or nobody. */
function replyValues(email: string | null, posted: string | null) {
  const reply = { replyToLead: '', replyToPosted: '', writeTo: '' };
  if (posted === null) return { ...reply, writeTo: email ?? '' };
  return posted === email ? { ...reply, replyToLead: posted } : { ...reply, replyToPosted: posted };
}

function usableEmail(email: string | null): string | null {
  const checked = normaliseEmail(email ?? '');
  return checked.ok ? checked.email : null;
}
