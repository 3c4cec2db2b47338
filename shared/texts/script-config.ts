import { z } from 'zod';
import { type FormConfig, formKind } from '../capture/form-config.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { Stage } from '../leads/record.ts';
import { configId } from '../platform/config-id.ts';
import { saysItAdvertises } from '../platform/rules-advertising-mark.ts';
import { addressOrNumber } from '../platform/rules-masked-text.ts';
import { poolKind } from '../routing/pool-config.ts';
import { longestText } from './rules-compose.ts';
import { type TextVariable, variableFaults, variablesIn } from './rules-variables.ts';

export const ScriptId = configId().brand<'ScriptId'>();
export type ScriptId = z.infer<typeof ScriptId>;

const wording = z
  .string()
  .min(1)
  .max(longestText)
  .superRefine((text, context) => {
    for (const message of variableFaults(text)) context.addIssue({ code: 'custom', message });
    // Where a pool masks, they would be masked for whoever writes from it, and go out so.
    if (addressOrNumber.test(text))
      context.addIssue({ code: 'custom', message: 'leave numbers and addresses out: a text goes from the rep’s own number' });
  });

const fallback = z.object({ vi: z.string().trim().min(1).max(100), en: z.string().trim().min(1).max(100) }).exactOptional();
const fallbacks = {
  'lead.givenName': fallback,
  'lead.fullName': fallback,
  'lead.company': fallback,
  'lead.province': fallback,
  'lead.product': fallback,
  'about.moment': fallback,
  'sender.name': fallback,
} satisfies Partial<Record<TextVariable, z.ZodType>>;

/** A text that reps send from their own phone. */
export const ScriptConfig = z
  .strictObject({
    id: ScriptId,
    names: bilingual,
    channel: z.enum(['sms', 'zalo']),
    /** `service`: about what the person asked for or agreed on. Everything else advertises. */
    purpose: z.enum(['service', 'advertising']),
    texts: z.object({ vi: wording, en: wording }),
    /** What stands where nobody knows the value. @default - a script whose value is not known cannot be used */
    fallbacks: z.strictObject(fallbacks).default({}),
    /** Of leads in which stages it is offered. @default - of all */
    stages: z.array(Stage).min(1).optional(),
    /** Of leads of which pools it is offered. @default - of all */
    pools: z.array(configId()).min(1).optional(),
    /** Versions of consent texts by which people agree to be sent such texts; of `advertising`. */
    agreedBy: z.array(z.string().min(1).max(100)).min(1).optional(),
  })
  .superRefine(({ purpose, texts, fallbacks, agreedBy }, context) => {
    const report = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (purpose === 'advertising' && agreedBy === undefined)
      report(['agreedBy'], 'name the versions of the consent texts that say that people get advertising by this channel');
    if (purpose === 'service' && agreedBy !== undefined) report(['agreedBy'], 'agreedBy goes with the purpose advertising');
    if (purpose === 'service' && Object.values(texts).some(saysItAdvertises))
      report(['purpose'], 'what begins with [QC] or [AD] is advertising: say so, or take the mark out');
    const named = new Set([...variablesIn(texts.vi), ...variablesIn(texts.en)]);
    for (const name of Object.keys(fallbacks)) {
      if (![...named].some((one) => one === name)) report(['fallbacks', name], `no text names ${name}`);
    }
  });
export type ScriptConfig = z.infer<typeof ScriptConfig>;

type Agreement = Pick<FormConfig['consentTexts'][number], 'version' | 'purpose' | 'namesTexts'>;

/** Names why nobody agrees to texts by a consent text: who wants news by e-mail has asked for no texts (Decree 91/2020). */
function agreementFaults(version: string, agreements: readonly Agreement[]): string[] {
  const meant = agreements.filter((text) => text.version === version);
  if (meant.length === 0) return [`no form has a consent text of version ${version}`];
  if (meant.every(({ purpose, namesTexts }) => purpose !== 'tracking' && namesTexts === true)) return [];
  return [`the consent text ${version} does not name texts: write one that names SMS or Zalo, and mark it with namesTexts`];
}

/** Texts by SMS and Zalo that reps send by hand. */
export const scriptKind = defineKind({
  name: 'scripts',
  schema: ScriptConfig,
  // As with mails: what calls itself a service goes to people who agreed to no advertising.
  adminsOnly: (before, after) =>
    before?.purpose === 'service' || after?.purpose === 'service' ? 'what a service text says is for admins: it needs no agreement' : null,
  references: (scripts, all) => {
    const agreements = all.of(formKind).flatMap(({ consentTexts }) => consentTexts);
    const pools = new Set<string>(all.of(poolKind).map(({ id }) => id));
    return scripts.flatMap(({ agreedBy = [], pools: named = [] }, index): ReferenceFault[] => [
      ...agreedBy.flatMap((version, place) =>
        agreementFaults(version, agreements).map((message) => ({ index, path: ['agreedBy', place], message })),
      ),
      ...named.flatMap((pool, place) => (pools.has(pool) ? [] : [{ index, path: ['pools', place], message: `there is no pool ${pool}` }])),
    ]);
  },
  example: {
    id: 'goi-nho',
    names: { vi: 'Đã gọi mà chưa gặp', en: 'Called, not reached' },
    channel: 'sms',
    purpose: 'service',
    texts: {
      vi: 'Em là {{ sender.name }} bên {{ company.name }}. Em vừa gọi mà chưa gặp {{ lead.givenName }}.',
      en: 'This is {{ sender.name }} of {{ company.name }}. I just tried to call you, {{ lead.givenName }}.',
    },
    fallbacks: { 'sender.name': { vi: 'nhân viên tư vấn', en: 'your adviser' }, 'lead.givenName': { vi: 'anh/chị', en: 'there' } },
  },
});
