import { z } from 'zod';
import { configId } from '../platform/config-id.ts';
import { FormId, PoolId, RepId, TerritoryId } from '../platform/ids.ts';
import { ScoringConfig } from './scoring.ts';

/** The business configuration, as data: one zod schema per kind; a kind is a list of documents with an `id`. */
const bilingual = z.object({ vi: z.string().min(1), en: z.string().min(1) });

/** Stands in headers of mails, where SES takes no line breaks. */
const oneLine = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[^\p{Cc}]*$/u, 'write it in one line');

export const FormField = z.object({
  name: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
  label: bilingual,
  type: z.enum(['text', 'email', 'tel', 'select', 'textarea']),
  required: z.boolean().default(false),
  maxLength: z.number().int().positive().max(10_000).default(200),
  /** For `select`; other values are kept as typed, because an old page may still offer them. */
  options: z.array(z.object({ value: z.string(), label: bilingual })).optional(),
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
  /** Posts from one client address in ten minutes before the rest is held back for a look. */
  addressLimitPer10Minutes: z.number().int().positive().default(30),
  consentTexts: z.array(z.object({ purpose: z.enum(['contact', 'newsletter', 'tracking']), version: z.string().min(1), text: bilingual })),
  /** True: a new person gets the welcome mail and, two days later, the service follow-up. */
  welcomeMail: z.boolean().default(true),
});
export type FormConfig = z.infer<typeof FormConfig>;

export const TerritoryConfig = z.object({
  id: TerritoryId,
  /** Lower first; the first territory that matches wins. */
  order: z.number().int(),
  poolId: PoolId,
  /** Every condition that is given must hold; a territory without conditions is the fallback. */
  when: z.object({
    provinceCodes: z.array(z.string().regex(/^\d{2}$/)).optional(),
    macroRegions: z.array(z.enum(['north', 'central', 'south'])).optional(),
    products: z.array(z.string()).optional(),
  }),
});
export type TerritoryConfig = z.infer<typeof TerritoryConfig>;

export const PoolConfig = z.object({
  id: PoolId,
  name: bilingual,
  /** Weight: share of the pool's leads. */
  /** Every decision keeps all members that it weighed, in one item of the table. */
  members: z
    .array(z.object({ repId: RepId, weight: z.number().int().min(1).max(100).default(1) }))
    .max(500, 'a pool has at most 500 members: split it by territory'),
});
export type PoolConfig = z.infer<typeof PoolConfig>;

export const RepConfig = z.object({
  id: RepId,
  name: oneLine,
  email: z.email(),
  locale: z.enum(['vi', 'en']).default('vi'),
  active: z.boolean().default(true),
});
export type RepConfig = z.infer<typeof RepConfig>;

export const UserConfig = z.object({
  id: configId(),
  email: z.email(),
  role: z.enum(['admin', 'manager', 'marketer', 'rep']),
  repId: RepId.optional(),
  /** Manager: province codes or macro-regions they may see; none given: all. */
  regions: z.array(z.string()).optional(),
});
export type UserConfig = z.infer<typeof UserConfig>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The company as mails show it. */
export const CompanyConfig = z.object({
  id: z.literal('company'),
  name: oneLine,
  address: oneLine,
  phone: oneLine,
  email: z.email(),
  website: z.url({ protocol: /^https?$/, error: 'write a whole address such as https://www.example.vn' }),
  defaultLocale: z.enum(['vi', 'en']).default('vi'),
  timeZone: z.string().refine(isTimeZone, 'write a name of the IANA list, such as Asia/Ho_Chi_Minh').default('Asia/Ho_Chi_Minh'),
  /** Province code → macro-region, where this company counts a province elsewhere (often Lâm Đồng in the south). */
  macroRegions: z.record(z.string().regex(/^\d{2}$/), z.enum(['north', 'central', 'south'])).default({}),
});
export type CompanyConfig = z.infer<typeof CompanyConfig>;

/**
 * A company that competes, by its mail domain (what lies below it, too). Nobody who is kept from contact details reads this list or what
 * follows from it: a lead that is marked tells where its address is.
 */
export const CompetitorConfig = z.object({
  id: z
    .string()
    .regex(/^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/, 'write a domain in small letters, e.g. doithu.vn'),
  name: z.string().min(1),
});
export type CompetitorConfig = z.infer<typeof CompetitorConfig>;

export const configKinds = {
  forms: FormConfig,
  territories: TerritoryConfig,
  pools: PoolConfig,
  reps: RepConfig,
  users: UserConfig,
  company: CompanyConfig,
  competitors: CompetitorConfig,
  scoring: ScoringConfig,
} as const;
export type ConfigKind = keyof typeof configKinds;
export type ConfigDocument<Kind extends ConfigKind> = z.infer<(typeof configKinds)[Kind]>;

/** The same schemas, typed so that a generic kind gives its own document. */
export const configSchemas: { readonly [Kind in ConfigKind]: z.ZodType<ConfigDocument<Kind>> } = configKinds;

/** In the order in which they can be published from nothing: what is referred to comes first. */
export const configKindNames = [
  'company',
  'competitors',
  'reps',
  'pools',
  'territories',
  'users',
  'forms',
  'scoring',
] as const satisfies readonly ConfigKind[];

/** One numbered version of a kind, whole. */
export interface ConfigSet<Kind extends ConfigKind> {
  readonly kind: Kind;
  readonly version: number;
  /** From when on it was in force. */
  readonly publishedAt: string;
  readonly documents: ReadonlyMap<string, ConfigDocument<Kind>>;
}

/** How use cases read the configuration; the table-backed one caches for 30 seconds. */
export interface ConfigReader {
  current<Kind extends ConfigKind>(kind: Kind): Promise<ConfigSet<Kind>>;
  /** A past version, for re-running a decision. */
  version<Kind extends ConfigKind>(kind: Kind, version: number): Promise<ConfigSet<Kind>>;
}
