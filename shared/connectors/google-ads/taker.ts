import { z } from 'zod';
import type { Taker } from '../connector-type.ts';
import { textOfDelivery } from '../delivery.ts';
import { parseExactly } from '../rules-exact-json.ts';
import { type Pair, pairsOf } from '../rules-pairs.ts';

const Id = z.union([z.string(), z.number()]).transform(String);

const Lead = z.object({
  lead_id: Id,
  user_column_data: z
    .array(z.object({ column_id: z.string().optional(), column_name: z.string().optional(), string_value: z.string().optional() }))
    .default([]),
  form_id: Id.optional(),
  campaign_id: Id.optional(),
  adgroup_id: Id.optional(),
  creative_id: Id.optional(),
  asset_group_id: Id.optional(),
  gcl_id: z.string().optional(),
  is_test: z.boolean().optional(),
});

/** What the columns of the platform are; a question of the company's own is read by its words. */
export const googleAdsTargets: Readonly<Record<string, string>> = {
  FULL_NAME: 'fullName',
  FIRST_NAME: 'givenName',
  LAST_NAME: 'familyName',
  EMAIL: 'email',
  WORK_EMAIL: 'email',
  PHONE_NUMBER: 'phone',
  WORK_PHONE: 'phone',
  CITY: 'province',
  REGION: 'province',
  COMPANY_NAME: 'company',
  JOB_TITLE: 'title',
  campaign_id: 'campaign',
  form_id: 'keep',
  adgroup_id: 'keep',
  creative_id: 'keep',
  asset_group_id: 'keep',
};

/** A lead of a form of Google Ads. */
export const googleAdsTaker: Taker = {
  take(delivery) {
    const read = Lead.safeParse(parseExactly(textOfDelivery(delivery)));
    if (!read.success) return { kind: 'failed', reason: 'noLead' };
    const { lead_id: platformId, user_column_data: columns, gcl_id: gclid, is_test: isTest = false, ...ids } = read.data;
    const pairs: Pair[] = columns.flatMap(({ column_id: id, column_name: name, string_value: text = '' }) => {
      const path = id ?? name ?? '';
      return path === '' || text === '' ? [] : [{ path, text }];
    });
    const told = {
      pairs: [...pairs, ...pairsOf(ids)],
      targets: googleAdsTargets,
      platformId,
      ...(gclid === undefined || gclid === '' ? {} : { clickIds: { gclid } }),
    };
    return { kind: 'told', told, isTest };
  },
};
