import { z } from 'zod';
import { chosenId, madeId } from './ids.ts';

/** Words of the API that several routes use. The domain has its own; a view that says another one does not compile. */
export const Bilingual = z.object({ vi: z.string(), en: z.string() });
export const Locale = z.enum(['vi', 'en']);
export const Stage = z.enum(['anonymous', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat']);
export const LeadStatus = z.enum(['active', 'disqualified', 'recycled', 'retired']);
export const Temperature = z.enum(['cold', 'warm', 'hot']);
/** What a qualification asks, and how much is known of it. */
export const Factor = z.enum(['need', 'fit', 'budget', 'authority', 'timeline']);
export const FactorLevel = z.enum(['unknown', 'no', 'partly', 'yes']);
export const ConsentPurpose = z.enum(['contact', 'newsletter', 'tracking']);
export const Moment = z.iso.datetime();

const channel = z.enum(['form', 'manual', 'import', 'connector']);
/** By which way details came in. */
export const source = { channel, sourceId: z.string().regex(chosenId) };
export const submissionId = z.string().regex(madeId);
export const formId = z.string().nullable().meta({ description: 'The form that it came by; null for another channel' });

export const Utm = z
  .object({ source: z.string(), medium: z.string(), campaign: z.string(), term: z.string(), content: z.string() })
  .partial();

/** Bounds a page of a list or a history. */
export const nextCursor = z.string().nullable().meta({ description: 'Give it as `cursor` to go on; null at the end' });

/** For routes that take no query parameters. */
export const NoQuery = z.strictObject({});

/** What a territory matched on. */
export const TerritoryMatchWord = z.enum([
  'product',
  'province',
  'formerUnit',
  'macroRegion',
  'language',
  'source',
  'campaign',
  'company',
  'account',
  'temperature',
  'stage',
  'answer',
  'exclusion',
  'fallback',
]);
