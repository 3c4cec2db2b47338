import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import type { Enrolment } from './enrolment.ts';
import { onlyRefusedLeft } from './rules-refused.ts';
import type { SequenceConfig } from './sequence-config.ts';

/**
 * Tells whether all mails that a run may still come to are advertising, and the person refused all of that: their record says so in the
 * transaction of the refusal. Templates resolve when a mail goes out, so today's say what it is for. What is refused by topic, the gate sees.
 */
export async function wantsNoneOf(
  sequence: SequenceConfig,
  run: Pick<Enrolment, 'stepId' | 'done'>,
  { consent }: Pick<Lead, 'consent'>,
  config: ConfigReader,
): Promise<boolean> {
  if (consent.newsletter?.granted !== false) return false;
  const templates = (await config.current(templateKind)).documents;
  return onlyRefusedLeft(sequence, run, ({ template }) => templates.get(template), 'all');
}
