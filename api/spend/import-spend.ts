import { z } from 'zod';
import { describeRoute, json } from '../contract.ts';
import { idempotencyKey } from '../idempotency-key.ts';
import { problem } from '../problem.ts';
import { defineRoute, returns } from '../route.ts';
import { NoQuery } from '../words.ts';
import { SpendImportView } from './spend-view.ts';
import { SpendCampaign, SpendCurrency, SpendOverlap, SpendSource } from './spend-words.ts';

export const importSpendRoute = defineRoute({
  id: 'importSpend',
  method: 'POST',
  path: '/v1/spend/import',
  kind: 'configure',
  access: 'token',
  right: 'spend.keep',
  throttle: 1,
  query: NoQuery,
  headers: z.object(idempotencyKey),
  body: z.strictObject({
    fileName: z.string().trim().min(1).max(200),
    content: z.base64().min(1).meta({ description: 'The bytes of a CSV or XLSX file in base64' }),
    source: SpendSource.optional().meta({ description: 'Of rows that name none. @default - every row names one' }),
    campaign: SpendCampaign.default(''),
    currency: SpendCurrency.default('VND').meta({
      description: 'Of rows that name none, where the header of the amounts names none either',
    }),
    overlap: SpendOverlap.default('refuse'),
    check: z.boolean().default(false).meta({ description: 'Says what it would come to, and writes nothing' }),
  }),
  maxBodyKb: 3_072,
  answer: returns<SpendImportView>(),
});

export const importSpendContract = () =>
  describeRoute(importSpendRoute, {
    tag: 'Spend and targets',
    summary: 'Bring a file of what advertising cost',
    description:
      'For admins and marketers: a row for each day, or span of days, of a campaign, as advertisement managers export them. Columns are known by their headers: day (or from and to), amount, source, campaign, currency. ' +
      'All rows are taken or none. Brought again it changes nothing.',
    example: {
      body: {
        fileName: 'facebook.csv',
        // Ngày,Chiến dịch,Chi phí; 2026-11-01,tet-2027,1.000.000. No part of Node: the console takes the types of this file.
        content: 'TmfDoHksQ2hp4bq/biBk4buLY2gsQ2hpIHBow60KMjAyNi0xMS0wMSx0ZXQtMjAyNywxLjAwMC4wMDAK',
        source: 'facebook',
      },
    },
    answers: {
      200: json('Taken, or checked', SpendImportView),
      400: problem('The body is not JSON.'),
      409: problem('Days have another amount already, and `overlap` does not say to replace it.'),
      413: problem('The body is larger than 3 MB.'),
      422: problem('The file, a row of it, or the Idempotency-Key has a fault: each entry of `errors` says what to do.'),
    },
  });
