import { z } from 'zod';
import { Channel } from '../../events/channel.ts';
import { Temperature } from '../leads/evidence.ts';
import { Locale, Stage } from '../leads/record.ts';
import { macroRegion } from '../regions/codes.ts';

const code = z.string().regex(/^\d{2}$/, 'write a code of two digits, such as 79');
/** Compared without regard to case and accents; a `*` at the end stands for any rest, and alone for whatever is known. */
const text = z.string().min(1).max(100);

/** The attributes of which a lead has some values, and a territory asks for one of several. */
const lists = {
  products: z.array(z.string()),
  provinceCodes: z.array(code),
  /** Codes of units before 1 Jul 2025, of who named one of them. */
  formerCodes: z.array(code),
  macroRegions: z.array(macroRegion),
  languages: z.array(Locale),
  /** The way by which the person came first, and its form, connector or user. */
  channels: z.array(Channel),
  sources: z.array(text),
  utmSources: z.array(text),
  utmMediums: z.array(text),
  campaigns: z.array(text),
  companies: z.array(text),
  /** Named accounts: a company's name, `@` and the domain of its mailboxes, or its tax code. */
  accounts: z.array(text),
  temperatures: z.array(Temperature),
  stages: z.array(Stage),
};
export type ListAttribute = keyof typeof lists;

const told = z.string();
const tolds = z.array(told).default([]);

/**
 * Every attribute that a territory may name, with the values that a lead has of each. Territories ask for them and decisions record
 * them, so that neither can name what the other lacks. Older decisions lack those that joined later: their rules ask for none of them.
 */
export const TerritoryAttributes = z.object({
  products: z.array(z.string()).default([]),
  provinceCodes: lists.provinceCodes.default([]),
  formerCodes: lists.formerCodes.default([]),
  macroRegions: lists.macroRegions.default([]),
  languages: lists.languages.default([]),
  channels: lists.channels.default([]),
  sources: tolds,
  utmSources: tolds,
  utmMediums: tolds,
  campaigns: tolds,
  companies: tolds,
  /** What tells an account beside its name; recorded where some territory asks for accounts. */
  accounts: tolds,
  temperatures: lists.temperatures.default([]),
  stages: lists.stages.default([]),
  /** Answers to questions that only this company's forms ask: its size, a budget. */
  answers: z.record(z.string(), z.array(z.string())).default({}),
} satisfies Record<ListAttribute | 'answers', z.ZodType>);
export type TerritoryAttributes = z.infer<typeof TerritoryAttributes>;

/** What is asked of one answer: one of these, a number in a range, or both. */
export const AnswerCondition = z
  .object({
    in: z.array(text).max(500).optional(),
    /** Of a band such as “20–49” its lower end counts. */
    atLeast: z.number().optional(),
    /** Of a band its upper end counts; one without an end is below nothing. */
    below: z.number().optional(),
  })
  .refine((asked) => Object.values(asked).some((one) => one !== undefined), 'write `in`, `atLeast` or `below`');
export type AnswerCondition = z.infer<typeof AnswerCondition>;

const some = <Value extends z.ZodType>(list: z.ZodArray<Value>) => list.max(500).optional();

/** What a territory asks for; every condition that is given must hold. */
export const Conditions = z.object({
  products: some(lists.products),
  provinceCodes: some(lists.provinceCodes),
  formerCodes: some(lists.formerCodes),
  macroRegions: some(lists.macroRegions),
  languages: some(lists.languages),
  channels: some(lists.channels),
  sources: some(lists.sources),
  utmSources: some(lists.utmSources),
  utmMediums: some(lists.utmMediums),
  campaigns: some(lists.campaigns),
  companies: some(lists.companies),
  accounts: some(lists.accounts),
  temperatures: some(lists.temperatures),
  stages: some(lists.stages),
  answers: z.record(z.string().max(64), AnswerCondition).optional(),
} satisfies Record<keyof TerritoryAttributes, z.ZodType>);
export type Conditions = z.infer<typeof Conditions>;

/** The same, and under `not` what must not be: none of its conditions may hold. */
export const TerritoryConditions = Conditions.extend({ not: Conditions.optional() });
export type TerritoryConditions = z.infer<typeof TerritoryConditions>;
