import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual, oneLine } from '../config/texts.ts';
import { configId } from '../platform/config-id.ts';
import { TopicId } from '../platform/ids.ts';
import { saysItAdvertises } from '../platform/rules-advertising-mark.ts';
import { addressOrNumber } from '../platform/rules-masked-text.ts';
import { topicKind } from '../preferences/topic-config.ts';
import { longestLetter, longestSubject, variablesIn } from './rules-text.ts';

export const LetterTemplateId = configId().brand<'LetterTemplateId'>();
export type LetterTemplateId = z.infer<typeof LetterTemplateId>;

/** In plain words: what its writer sees is what they may change, and no markup is among it. */
const Wording = z.object({ subject: oneLine.max(longestSubject), text: z.string().min(1).max(longestLetter) });

/** What may stand where a value of the person is named. */
export const letterVariables = [
  'lead.givenName',
  'lead.fullName',
  'lead.company',
  'lead.title',
  'lead.province',
  'lead.product',
  'about.moment',
  'writer.name',
  'company.name',
  'company.websiteUrl',
] as const;
export type LetterVariable = (typeof letterVariables)[number];

export const LetterTemplate = z
  .object({
    id: LetterTemplateId,
    names: bilingual,
    /** Whatever praises or sells is `advertising`: a letter that begins from it is one. */
    purpose: z.enum(['advertising', 'service']).default('service'),
    /** The topic that its reader has subscribed to. */
    topic: TopicId.optional(),
    locales: z.object({ vi: Wording, en: Wording }),
    /** What stands where a value is not known, by its name. @default - the place is left for the writer to fill */
    fallbacks: z.partialRecord(z.enum(letterVariables), bilingual).default({}),
  })
  .superRefine(({ purpose, topic, locales }, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (purpose === 'advertising' && topic === undefined) report(['topic'], 'advertising goes to those who subscribed to a topic: name it');
    if (purpose === 'service' && topic !== undefined) report(['topic'], 'a letter that does not advertise has no topic');
    for (const [locale, wording] of Object.entries(locales)) {
      for (const [part, text] of Object.entries(wording)) {
        for (const name of variablesIn(text)) {
          if (!letterVariables.some((known) => known === name))
            report(['locales', locale, part], `there is no ${name}: name one of ${letterVariables.join(', ')}`);
        }
        if (purpose === 'service' && saysItAdvertises(text))
          report(['locales', locale, part], 'a service does not begin with [QC] or [AD]: give it the purpose advertising');
        // Where a pool masks, they would be masked for whoever writes from it, and go out so.
        if (addressOrNumber.test(text))
          report(['locales', locale, part], 'leave numbers and addresses out: what stands below each letter has the company’s');
      }
    }
  });
export type LetterTemplate = z.infer<typeof LetterTemplate>;

/** What reps begin a mail of their own from. */
export const letterTemplateKind = defineKind({
  name: 'letters',
  schema: LetterTemplate,
  // As with mails and texts: what calls itself a service goes to people who agreed to no advertising.
  adminsOnly: (before, after) =>
    before?.purpose === 'service' || after?.purpose === 'service'
      ? 'what a service letter says is for admins: it needs no agreement'
      : null,
  references: (templates, all) => {
    const topics = new Set(all.of(topicKind).map(({ id }) => id));
    return templates.flatMap(({ topic }, index) =>
      topic === undefined || topics.has(topic) ? [] : [{ index, path: ['topic'], message: `there is no topic ${topic}` }],
    );
  },
  example: {
    id: 'gui-bao-gia',
    names: { vi: 'Gửi báo giá', en: 'Send a quote' },
    locales: {
      vi: {
        subject: 'Báo giá {{ lead.product }} cho {{ lead.company }}',
        text: 'Chào {{ lead.givenName }},\n\nEm gửi báo giá như đã hẹn.\n\nEm {{ writer.name }}',
      },
      en: {
        subject: 'Your quote for {{ lead.product }}',
        text: 'Hello {{ lead.givenName }},\n\nHere is the quote that I promised.\n\n{{ writer.name }}',
      },
    },
    fallbacks: { 'lead.givenName': { vi: 'anh/chị', en: 'there' } },
  },
});
