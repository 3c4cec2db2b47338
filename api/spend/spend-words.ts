import { z } from 'zod';
import { Currency, largestAmount } from '../money-words.ts';

/** A day of the company's calendar, such as 2026-11-22. */
export const Day = z.iso.date();

export const SpendSource = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .meta({ description: 'Where the money went, spelt as leads bring it: `utm_source`, or the id of a form, list or connector' });

export const SpendCampaign = z
  .string()
  .trim()
  .max(200)
  .meta({ description: 'As leads bring it in `utm_campaign`; empty for what is of no campaign' });

export const SpendCurrency = Currency.meta({ description: 'ISO 4217, such as VND; amounts are in its smallest unit' });

export const SpendAmount = z.number().int().nonnegative().max(largestAmount);

/** What is done about days that have another amount already. */
export const SpendOverlap = z.enum(['refuse', 'replace']).meta({
  description: '`refuse`: nothing is written where a day has another amount already; `replace`: the new amounts take their places',
});
