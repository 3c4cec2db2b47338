import { z } from 'zod';
import { defineKind } from '../config/kind.ts';
import { bilingual } from '../config/texts.ts';
import { fieldKind } from '../fields/field-config.ts';
import { QualificationFactor, QualificationLevel } from '../leads/evidence.ts';
import { FormId } from '../platform/ids.ts';
import { ProfileTarget } from '../profiles/profile-config.ts';
import { FormEvent } from './event-config.ts';
import { checkForms } from './form-references.ts';

/** What answers to a question say of one factor of the qualification; an answer that is not listed says nothing. */
const QualifyingQuestion = z.strictObject({
  factor: QualificationFactor,
  answers: z
    .record(z.string().min(1).max(200), QualificationLevel.exclude(['unknown']))
    .refine((answers) => Object.keys(answers).length > 0, 'a question without answers says nothing'),
});

export const FormField = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
  label: bilingual,
  /** `score`: a number from 0 to 10. */
  type: z.enum(['text', 'email', 'tel', 'select', 'textarea', 'score']),
  required: z.boolean().default(false),
  maxLength: z.number().int().positive().max(10_000).default(200),
  /** For `select`; other values are kept as typed, because an old page may still offer them. */
  options: z.array(z.object({ value: z.string(), label: bilingual })).optional(),
  qualifies: QualifyingQuestion.optional(),
  /** What the answer tells of the person: it goes to their profile, and not among the answers of the record. */
  mapsTo: ProfileTarget.optional(),
});
export type FormField = z.infer<typeof FormField>;

/** Progressive profiling: what a form asks over several visits instead of at once. Every name is an optional field of the form. */
export const ProgressiveQuestions = z.object({
  /** Asked a few at a time, in this order, each until it is answered. */
  fields: z.array(z.string()).max(20).default([]),
  /** How many of them a visitor is asked at once. */
  atOnce: z.number().int().min(1).max(10).default(2),
  /** Asked of everybody from the start, but not again of a visitor who has answered. */
  once: z.array(z.string()).max(20).default([]),
});
export type ProgressiveQuestions = z.infer<typeof ProgressiveQuestions>;

/** An origin as browsers send it: scheme, host and port, nothing else. */
const origin = z.string().refine((value) => value === 'self' || (URL.canParse(value) && new URL(value).origin === value), {
  message: 'write `self` or an exact origin such as https://www.example.vn (no path, no slash at the end)',
});

/** A path of one leading slash, or a whole https address. Backslashes and control characters would make browsers leave the site. */
const thankYouUrl = z
  .string()
  .refine((value) => !/[\\\s\p{Cc}]/u.test(value) && (/^\/(?!\/)/.test(value) || (URL.canParse(value) && isPlainHttps(new URL(value)))), {
    message: 'write a path such as /cam-on.html or a whole https address',
  });

function isPlainHttps({ protocol, username, password }: URL): boolean {
  return protocol === 'https:' && username === '' && password === '';
}

export const FormConfig = z.object({
  id: FormId,
  title: bilingual,
  /** What /embed.js says around the form, where its own words do not fit. */
  words: z.strictObject({ intro: bilingual.optional(), button: bilingual.optional(), thanks: bilingual.optional() }).optional(),
  /**
   * Who fills it in: visitors of a page; people at a stand, one after the other on the same device, of which nothing is remembered; or colleagues
   * on the phone, and nobody else.
   */
  mode: z.enum(['online', 'event', 'phone']).default('online'),
  fields: z.array(FormField).min(1),
  /** Other names that pages post a field under, by the field; those that page builders commonly use are known without. */
  aliases: z.record(z.string(), z.array(z.string().min(1).max(100)).max(50)).default({}),
  /** One of these fields must hold a value. */
  requireOneOf: z.array(z.string()).default(['email', 'phone']),
  /** Left out: everything is asked each time. Posts may hold any field of the form, asked or not. */
  progressive: ProgressiveQuestions.optional(),
  /** Exact origins that may post from a browser, e.g. `https://www.example.vn`; `self` is the site that this deployment serves. */
  allowedOrigins: z.array(origin).min(1),
  /** Addresses a plain HTML post may be sent on to; the first is the default. Paths are on the page's own site. */
  thankYouUrls: z.array(thankYouUrl).min(1),
  /** The trap: a name that scripts fill and browsers do not ("do not fill in"). */
  honeypotField: z.string().min(1).default('khong_dien'),
  tokenRequired: z.boolean().default(false),
  /** Lets a post without a valid token have mails sent to its address: anybody can write such a post with anybody's address. */
  mailsWithoutToken: z.boolean().default(false),
  /** Seconds a person needs at least to fill the form, and the longest a token is good for. */
  minFillSeconds: z.number().nonnegative().default(2),
  maxTokenAgeSeconds: z.number().positive().default(86_400),
  /** True: whoever posts it asks for a quote. */
  asksForQuote: z.boolean().default(false),
  /**
   * Whether whoever has posted nothing but such forms is given to a rep (`always`), or is marketing's until they ask for more or reach a level (`later`).
   * @default - later where the agreement to newsletters is required, of a survey, and where a file is what people come for: nobody asked for a call
   */
  assign: z.enum(['always', 'later']).optional(),
  /**
   * True: a known person who asks about another listed product by it has another need: an opportunity that goes to a rep of its own. The first
   * need of a person lives on the lead.
   */
  opensOpportunity: z.boolean().default(false),
  /** Posts from one client address in ten minutes before the rest is held back for a look. */
  addressLimitPer10Minutes: z.number().int().positive().default(30),
  consentTexts: z.array(
    z.object({
      purpose: z.enum(['contact', 'newsletter', 'tracking']),
      version: z.string().min(1),
      text: bilingual,
      /** True, of `tracking`: the text says that it is kept which mails the person opens and follows. Of others it is kept of no mail. */
      namesMails: z.literal(true).optional(),
      /** True, of `contact` and `newsletter`: the text says that advertising comes by SMS or Zalo too. By others nobody agrees to be sent any. */
      namesTexts: z.literal(true).optional(),
      /** True: without this agreement there is nothing that the form is for, and pages ask for the tick. A post without it is taken all the same. */
      required: z.boolean().optional(),
    }),
  ),
  /** What whoever posted the form may take: a file of the folder `downloads` beside the configuration, kept where nobody reads it without a link. */
  download: z
    .strictObject({
      file: z
        .string()
        .regex(/^[A-Za-z0-9][\w.-]{0,99}$/, 'write the name of a file in the folder downloads, of letters, digits, dots, - and _'),
      label: bilingual.optional(),
      /** Where the link to it comes: on the page, in the form's place, or by a mail to the address of the post. @default 'page' */
      deliver: z.enum(['page', 'mail', 'both']).optional(),
    })
    .optional(),
  /** A survey: each of its answers is told as `survey.answered`, and mails may carry a link by which one person answers it once. */
  survey: z
    .strictObject({
      /** Days in which the link of a mail takes an answer. */
      linkDays: z.number().int().min(1).max(90).default(30),
    })
    .optional(),
  /** What people register for by it: each person who posts it takes a place, or waits for one. */
  event: FormEvent.optional(),
  /** True: a new person gets the welcome mail and, two days later, the service follow-up. */
  welcomeMail: z.boolean().default(true),
});
export type FormConfig = z.infer<typeof FormConfig>;

/** Tells whether whoever posts a form asks for nothing that a rep would have to do. Who asks for a quote always does. */
export function assignsLater({
  assign,
  asksForQuote,
  consentTexts,
  survey,
  download,
}: Pick<FormConfig, 'assign' | 'asksForQuote' | 'consentTexts' | 'survey' | 'download'>): boolean {
  if (asksForQuote) return false;
  const isForNews = consentTexts.some(({ purpose, required }) => purpose === 'newsletter' && required === true);
  const asksForNobody = isForNews || survey !== undefined || download !== undefined;
  return (assign ?? (asksForNobody ? 'later' : 'always')) === 'later';
}

/** Tells whether some form leaves whoever posts it to marketing. */
export function someFormAssignsLater({ documents }: { readonly documents: ReadonlyMap<string, FormConfig> }): boolean {
  return [...documents.values()].some(assignsLater);
}

/** The forms that pages post, by the id in their address. */
export const formKind = defineKind({
  name: 'forms',
  schema: FormConfig,
  holdsAddresses: true,
  example: {
    id: 'contact',
    title: { vi: 'Nhờ tư vấn', en: 'Ask for advice' },
    fields: [{ name: 'email', label: { vi: 'E-mail', en: 'E-mail' }, type: 'email', required: true }],
    requireOneOf: ['email'],
    allowedOrigins: ['self'],
    thankYouUrls: ['/cam-on.html'],
    consentTexts: [],
  },
  references: (forms, all) => checkForms(forms, all.of(fieldKind)),
});
