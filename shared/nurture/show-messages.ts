import type { ForecastView } from '../../api/messages/forecast-view.ts';
import type { WhyMessageView } from '../../api/messages/why-message-view.ts';
import { readCompany } from '../company/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { ProductParts } from '../mail/index.ts';
import { addMs, isoTime } from '../platform/clock.ts';
import { localTime } from '../platform/local-time.ts';
import { forecastMs } from '../sequences/index.ts';
import { foresee } from './foresee.ts';
import { foreseenSentence, messageSentence } from './sentences.ts';
import { whyMessage } from './why-message.ts';

type ShowParts = Pick<ProductParts, 'table' | 'config' | 'digests' | 'clock'>;

/** Shows why a lead got the mail of a step, or did not, in a language. */
export async function showWhy(
  { leadId }: Pick<Lead, 'leadId'>,
  asked: { readonly sequence: string; readonly step: string },
  locale: Locale,
  parts: ShowParts,
): Promise<WhyMessageView> {
  const [why, { timeZone }] = await Promise.all([whyMessage({ leadId, ...asked }, parts), readCompany(parts.config)]);
  const told = (at: string | null) => at && localTime(at, timeZone, locale);
  const { at, until, standsAt } = why;
  const moments = { at: told(at), until: told(until), standsAt: standsAt && { ...standsAt, dueAt: told(standsAt.dueAt) } };
  return { ...why, summary: messageSentence({ ...why, ...moments })[locale] };
}

/** Shows what a lead will get in the next 30 days where nothing else happens, in a language. */
export async function showForecast(lead: Lead, locale: Locale, parts: ShowParts): Promise<ForecastView> {
  const now = parts.clock();
  const items = (await foresee(lead, now, parts)).map(
    ({ step: { sequenceId, run, stepId, at, does }, reason, templateId, templateVersion, variant }) => ({
      sequenceId,
      run,
      stepId,
      at: isoTime(at),
      does,
      templateId,
      templateVersion,
      variant,
      reason,
      summary: foreseenSentence({ does, reason })[locale],
    }),
  );
  return { at: isoTime(now), until: isoTime(addMs(now, forecastMs)), items };
}
