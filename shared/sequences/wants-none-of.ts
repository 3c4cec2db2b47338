import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import type { Enrolment } from './enrolment.ts';
import { onlyRefusedLeft } from './rules-refused.ts';
import type { SequenceConfig } from './sequence-config.ts';

/**
 * Tells whether all mails that a run may still come to are advertising, and the person refused all of that, or every topic that it is about: their
 * record says so in the transaction of the refusal. Templates resolve when a mail goes out, so today's say what it is for.
 */
export async function wantsNoneOf(
  sequence: SequenceConfig,
  run: Pick<Enrolment, 'stepId' | 'done'>,
  { consent: { newsletter } }: Pick<Lead, 'consent'>,
  config: ConfigReader,
): Promise<boolean> {
  const topics = newsletter?.refusedTopics ?? [];
  if (newsletter?.granted !== false && topics.length === 0) return false;
  const templates = (await config.current(templateKind)).documents;
  return onlyRefusedLeft(sequence, run, ({ template }) => templates.get(template), newsletter?.granted === false ? 'all' : { topics });
}
