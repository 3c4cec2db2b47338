import { z } from 'zod';
import { formKind } from '../capture/form-config.ts';
import { defineKind, type ReferenceFault } from '../config/kind.ts';
import { bilingual, oneLine } from '../config/texts.ts';
import type { Locale } from '../leads/index.ts';
import { configId } from '../platform/config-id.ts';
import { FormId, TemplateId, TopicId } from '../platform/ids.ts';
import { topicKind } from '../preferences/topic-config.ts';
import { variableOf } from './rules-variables.ts';

export { needsOf } from './rules-needs.ts';

/** One language of a template, all of it with Liquid. */
const Wording = z.object({
  subject: oneLine.max(200),
  /** What mail programs show beside the subject. */
  preheader: oneLine.max(200),
  /** Sections of MJML; the frame around them (sender, footer, links to leave) is the house's. */
  mjml: z.string().min(1).max(80_000),
  /** @default - the words of the sections, for programs that show no HTML */
  text: z.string().min(1).max(20_000).optional(),
});
export type TemplateWording = z.infer<typeof Wording>;

/** Every template has both languages: which one a lead reads is decided when the mail goes out. */
export const TemplateConfig = z
  .object({
    id: TemplateId,
    names: bilingual,
    /** `service` needs no subscription, so an admin decides it; whatever praises or sells is `advertising`. */
    purpose: z.enum(['advertising', 'service']).default('advertising'),
    /** The topic that its reader has subscribed to. */
    topic: TopicId.optional(),
    /** The survey that `links.surveyUrl` leads to: a form with `survey`. Whoever gets the mail answers it once. */
    survey: FormId.optional(),
    locales: z.object({ vi: Wording, en: Wording }),
    /** What stands where a value is not known, by its name. */
    fallbacks: z.record(z.string(), bilingual).default({}),
  })
  .superRefine(({ purpose, topic, survey, locales, fallbacks }, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (purpose === 'advertising' && topic === undefined) report(['topic'], 'advertising goes to those who subscribed to a topic: name it');
    if (purpose === 'service' && topic !== undefined) report(['topic'], 'a service mail has no topic');
    if (survey === undefined && JSON.stringify(locales).includes('links.surveyUrl'))
      report(['survey'], 'name the form that links.surveyUrl leads to');
    for (const name of Object.keys(fallbacks)) {
      const variable = variableOf(name);
      if (variable?.is !== 'text') report(['fallbacks', name], `there is no text ${name}`);
      else if (variable.always) report(['fallbacks', name], `${name} is always known`);
    }
  });
export type TemplateConfig = z.infer<typeof TemplateConfig>;
/** The languages that every template has. */
export const templateLocales = ['vi', 'en'] as const satisfies readonly Locale[];
export type TemplatePurpose = TemplateConfig['purpose'];

/** Mails that marketers write, for sequences. */
export const templateKind = defineKind({
  name: 'templates',
  schema: TemplateConfig,
  isCompiled: true,
  references: (templates, all) => [
    ...unknownTopics(templates, new Set(all.of(topicKind).map(({ id }) => id))),
    ...noSurveys(templates, new Set(all.of(formKind).flatMap(({ id, survey }) => (survey ? [id] : [])))),
  ],
  // It goes to people who subscribed to nothing: what it says, and that there is one, is as much the admin's word as that it may.
  adminsOnly: (before, after) => {
    if (before?.purpose !== 'service' && after?.purpose !== 'service') return null;
    return after
      ? 'what a service mail says is for admins: it needs no subscription'
      : 'a service mail is taken away by admins alone: put it back as it stands';
  },
  example: {
    id: configId().parse('cam-on-da-mua'),
    names: { vi: 'Cảm ơn sau khi mua', en: 'Thanks after a purchase' },
    purpose: 'service',
    locales: {
      vi: {
        subject: 'Cảm ơn {{ lead.givenName }} đã chọn {{ about.product }}',
        preheader: 'Vài việc nên làm trong tuần đầu',
        mjml: '<mj-section><mj-column><mj-text>Chào {{ lead.givenName }}, cảm ơn bạn đã chọn {{ about.product }}.</mj-text></mj-column></mj-section>',
      },
      en: {
        subject: 'Thank you, {{ lead.givenName }}',
        preheader: 'A few things for the first week',
        mjml: '<mj-section><mj-column><mj-text>Hello {{ lead.givenName }}, thank you for choosing {{ about.product }}.</mj-text></mj-column></mj-section>',
      },
    },
    fallbacks: {
      'lead.givenName': { vi: 'bạn', en: 'there' },
      'about.product': { vi: 'sản phẩm của chúng tôi', en: 'our product' },
    },
  },
});

/** A mail about a topic that there is not would reach nobody: nobody can subscribe to it. */
function unknownTopics(templates: readonly TemplateConfig[], topics: ReadonlySet<TopicId>): ReferenceFault[] {
  return templates.flatMap(({ topic }, index) =>
    topic === undefined || topics.has(topic) ? [] : [{ index, path: ['topic'], message: `there is no topic ${topic}` }],
  );
}

/** A link that leads to no survey would tell whoever follows it that there is none. */
function noSurveys(templates: readonly TemplateConfig[], surveys: ReadonlySet<FormId>): ReferenceFault[] {
  return templates.flatMap(({ survey }, index) =>
    survey === undefined || surveys.has(survey)
      ? []
      : [{ index, path: ['survey'], message: `there is no form ${survey} with survey in its configuration` }],
  );
}
