import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import type { Enrolment } from './enrolment.ts';
import type { Advanced } from './machine.ts';
import { end } from './rules-advance.ts';
import { onlyRefusedLeft, type Refusal } from './rules-refused.ts';
import type { SequenceConfig } from './sequence-config.ts';

/**
 * Tells whether all mails that a run may still come to are advertising, and the person refused all of that, or every topic that it is about: their
 * record says so in the transaction of the refusal. Templates resolve when a mail goes out, so today's say what it is for.
 */
export async function wantsNoneOf(
  sequence: SequenceConfig,
  run: Pick<Enrolment, 'stepId' | 'done'>,
  lead: Pick<Lead, 'consent'>,
  config: ConfigReader,
): Promise<boolean> {
  const refused = refusedOnRecord(lead);
  if (!refused) return false;
  const templates = (await config.current(templateKind)).documents;
  return onlyRefusedLeft(sequence, run, ({ template }) => templates.get(template), refused);
}

/** Returns a move, or the end of the run where nothing is left of it now but what the person refused: then nobody has to find that later. */
export async function endedByRefusal(
  advanced: Advanced,
  sequence: SequenceConfig,
  lead: Pick<Lead, 'consent'>,
  at: Date,
  config: ConfigReader,
): Promise<Advanced> {
  const isOver = advanced.after.state === 'active' && (await wantsNoneOf(sequence, advanced.after, lead, config));
  return isOver ? { ...end(advanced.after, 'optOut', at), effects: advanced.effects } : advanced;
}

/** Returns what advertising a person refused, as their record says; null where they refused none. */
export function refusedOnRecord({ consent: { newsletter } }: Pick<Lead, 'consent'>): Refusal | null {
  if (newsletter?.granted === false) return 'all';
  const topics = newsletter?.refusedTopics ?? [];
  return topics.length === 0 ? null : { topics };
}
