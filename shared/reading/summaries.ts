import { type DetailType, mailSent, textSent, textUndone } from '../../events/index.ts';
import { callLogSentences } from '../call-log/event-sentences.ts';
import { cartSentences } from '../carts/event-sentences.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import { engagementSentences } from '../engagement/event-sentences.ts';
import { erasingSentences } from '../erasing/event-sentences.ts';
import { intakeSentences } from '../intake/event-sentences.ts';
import { lateActSentences } from '../late-acts/event-sentences.ts';
import { type Both, type EventNames, type EventSentence, type EventSentences, type ToldEntry, wordsFor } from '../leads/event-sentence.ts';
import { leadSentences } from '../leads/event-sentences.ts';
import type { Locale } from '../leads/index.ts';
import { letterSentences } from '../letters/event-sentences.ts';
import { mailSentences, templateIn } from '../mail/event-sentences.ts';
import { mergingSentences } from '../merging/event-sentences.ts';
import { noteSentences } from '../notes/event-sentences.ts';
import { offerSentences } from '../offers/event-sentences.ts';
import { opportunitySentences } from '../opportunities/event-sentences.ts';
import { localTime } from '../platform/local-time.ts';
import { preferenceSentences } from '../preferences/event-sentences.ts';
import { proposalSentences } from '../proposals/event-sentences.ts';
import { purchaseSentences } from '../purchases/event-sentences.ts';
import { qualificationSentences } from '../qualification/event-sentences.ts';
import { registrationSentences } from '../registrations/event-sentences.ts';
import { replySentences } from '../replies/event-sentences.ts';
import { revealingSentences } from '../revealing/event-sentences.ts';
import { routingSentences } from '../routing/event-sentences.ts';
import { scoringSentences } from '../scoring/event-sentences.ts';
import { ruleLabels } from '../scoring/sentences.ts';
import { segmentSentences } from '../segments/event-sentences.ts';
import { sequenceSentences } from '../sequences/event-sentences.ts';
import { taskSentences } from '../tasks/event-sentences.ts';
import { textSentences } from '../texts/event-sentences.ts';
import { trackingSentences } from '../tracking/event-sentences.ts';
import type { Names } from './views.ts';

/** The sentence of every event; each capability owns those of its events, and one that is missing does not compile. */
export const eventSentences = {
  ...callLogSentences,
  ...noteSentences,
  ...cartSentences,
  ...engagementSentences,
  ...intakeSentences,
  ...lateActSentences,
  ...leadSentences,
  ...letterSentences,
  ...mailSentences,
  ...offerSentences,
  ...opportunitySentences,
  ...preferenceSentences,
  ...proposalSentences,
  ...mergingSentences,
  ...erasingSentences,
  ...purchaseSentences,
  ...qualificationSentences,
  ...registrationSentences,
  ...replySentences,
  ...revealingSentences,
  ...routingSentences,
  ...scoringSentences,
  ...segmentSentences,
  ...sequenceSentences,
  ...taskSentences,
  ...textSentences,
  ...trackingSentences,
} satisfies EventSentences<DetailType>;

const byType: ReadonlyMap<string, EventSentence> = new Map(Object.entries(eventSentences));

/**
 * Tells an entry in one line for a person to read; an event or version that is unknown here is told by its name. Entries carry ids and
 * names of fields; words are put here, at reading.
 */
export function summarise(entry: ToldEntry, locale: Locale, names: Names): string {
  return byType.get(entry.type)?.tell(entry, wordsOf(names))?.[locale] ?? entry.type;
}

/** Tells whether the line of an entry says nothing beside another one of the same moment. */
export function saysNothing(entry: ToldEntry): boolean {
  return byType.get(entry.type)?.isEmpty(entry) ?? false;
}

/** Tells whether the line of an entry names a template, so that whoever shows none need not read them. */
export function namesTemplate({ type, data }: ToldEntry): boolean {
  return type === mailSent.detailType && templateIn(mailSent.shown.safeParse(data).data ?? {}) !== undefined;
}

/** Tells whether the line of an entry names a script, for the same reason. */
export function namesScript({ type }: ToldEntry): boolean {
  return type === textSent.detailType || type === textUndone.detailType;
}

/** Words for what entries name by id. */
export function wordsOf({
  reps,
  pools,
  scoring,
  products,
  pipelines,
  outcomes,
  segments,
  sequences,
  templates,
  scripts,
  topics,
  forms,
  companies,
}: Names): EventNames {
  const rules = scoring.documents.get('scoring');
  const company = companies.documents.get('company');
  const timeZone = company?.timeZone ?? defaultTimeZone;
  return {
    rep: (repId) => reps.documents.get(repId)?.name,
    pool: (poolId) => pools.documents.get(poolId)?.name,
    product: (productId) => products.documents.get(productId)?.names,
    package: (packageId) =>
      named(
        [...products.documents.values()].flatMap(({ packages }) => packages),
        packageId,
      ),
    pipelineStage: (pipelineId, stageId) => named(pipelines.documents.get(pipelineId)?.stages, stageId),
    closeReason: (pipelineId, reason) => {
      const pipeline = pipelines.documents.get(pipelineId);
      return named(pipeline?.lostReasons, reason) ?? named(pipeline?.wonReasons, reason);
    },
    outcome: (outcomeId) => outcomes.documents.get(outcomeId)?.name,
    segment: (segmentId) => segments.documents.get(segmentId)?.names,
    topic: (topicId) => topics.documents.get(topicId)?.names,
    sequence: (sequenceId) => sequences.documents.get(sequenceId)?.names,
    script: (scriptId) => scripts?.documents.get(scriptId)?.names,
    template: (templateId) => templates?.documents.get(templateId)?.names,
    form: (formId) => forms.documents.get(formId)?.title,
    source: (sourceId) => wordsFor(company?.sourceNames ?? {}, sourceId),
    moment: (at) => ({ vi: localTime(at, timeZone, 'vi'), en: localTime(at, timeZone, 'en') }),
    rules: rules ? ruleLabels(rules) : new Map(),
  };
}

function named(listed: readonly { readonly id: string; readonly names: Both }[] | undefined, id: string): Both | undefined {
  return listed?.find((one) => one.id === id)?.names;
}
