import type { z } from 'zod';
import type { DetailType, EventContract } from '../../events/index.ts';
import type { Locale } from './record.ts';
import type { TimelineEntry } from './timeline.ts';

/** The same words in each language. */
export type Both = Readonly<Record<Locale, string>>;

/** What people call the things that events name by id; undefined for what is no longer configured. */
export interface EventNames {
  rep(repId: string): string | undefined;
  pool(poolId: string): Both | undefined;
  product(productId: string): Both | undefined;
  /** A package of any product. */
  package(packageId: string): Both | undefined;
  pipelineStage(pipelineId: string, stageId: string): Both | undefined;
  /** Why sales of a pipeline are won or lost. */
  closeReason(pipelineId: string, reason: string): Both | undefined;
  /** How a call may end. */
  outcome(outcomeId: string): Both | undefined;
  /** A text that reps send by hand. */
  script(scriptId: string): Both | undefined;
  form(formId: string): Both | undefined;
  /** A shop or another source of what people did, beside forms. */
  source(sourceId: string): Both | undefined;
  /** A moment on the clock of the company, as people write it. */
  moment(at: string): Both;
  segment(segmentId: string): Both | undefined;
  /** What advertising mails are about. */
  topic(topicId: string): Both | undefined;
  sequence(sequenceId: string): Both | undefined;
  /** A mail that marketers wrote. */
  template(templateId: string): Both | undefined;
  /** By the id of the scoring rule. */
  readonly rules: ReadonlyMap<string, Both>;
}

/** How a capability tells of one of its events in a line of a lead's history. */
export interface EventSentence<Type extends string = string> {
  readonly detailType: Type;
  /** Returns the line; undefined for an entry of another event or version, or with data that do not fit. */
  tell(entry: ToldEntry, names: EventNames): Both | undefined;
  /** Tells whether the line is left out where another one of the same moment is shown, because it says nothing more. */
  isEmpty(entry: ToldEntry): boolean;
}

/** What of an entry is put into words. */
export type ToldEntry = Pick<TimelineEntry, 'type' | 'eventVersion' | 'data'>;

/** The sentences of some events, by their names. */
export type EventSentences<Type extends DetailType> = { readonly [Event in Type]: EventSentence<Event> };

/**
 * Defines the sentence of an event. Any field may be missing: a role may not see it, or the entry is older than the field.
 * @param isEmpty of data that say nothing beside what else happened; by default all say something
 */
export function sentenceOf<Type extends string, Data extends z.ZodRawShape>(
  contract: EventContract<Type, Data>,
  write: (data: z.infer<EventContract<Type, Data>['shown']>, names: EventNames) => Both,
  isEmpty: (data: z.infer<EventContract<Type, Data>['shown']>) => boolean = () => false,
): EventSentence<Type> {
  const shownOf = ({ type, eventVersion, data }: ToldEntry) =>
    type === contract.detailType && eventVersion === contract.version ? contract.shown.safeParse(data).data : undefined;
  return {
    detailType: contract.detailType,
    tell(entry, names) {
      const shown = shownOf(entry);
      return shown && write(shown, names);
    },
    isEmpty(entry) {
      const shown = shownOf(entry);
      return shown !== undefined && isEmpty(shown);
    },
  };
}

/** Returns the words for a code; undefined for a code of a later version. */
export function wordsFor(words: Readonly<Record<string, Both>>, code: string | undefined): Both | undefined {
  return code !== undefined && Object.hasOwn(words, code) ? words[code] : undefined;
}
