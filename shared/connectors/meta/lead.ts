import { z } from 'zod';
import { keptAnswers, type PlatformAnswer, PlatformId, type PlatformLead, saidOf } from '../platform-lead.ts';

/** What of a lead Graph is asked for. */
export const leadFields =
  'id,created_time,field_data,form_id,ad_id,ad_name,adset_id,campaign_id,campaign_name,platform,is_organic,custom_disclaimer_responses';

const Field = z.object({ name: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean()])).nullish() });
/** A box is ticked by "1", and left by an empty text. */
const Box = z.object({ checkbox_key: z.string(), is_checked: z.union([z.string(), z.number(), z.boolean(), z.null()]) });

/** A lead as Graph has it: https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving */
export const MetaLead = z.object({
  id: PlatformId,
  created_time: z.string(),
  field_data: z.array(Field).nullish(),
  form_id: PlatformId.nullish(),
  ad_id: PlatformId.nullish(),
  ad_name: z.string().nullish(),
  adset_id: PlatformId.nullish(),
  campaign_id: PlatformId.nullish(),
  campaign_name: z.string().nullish(),
  platform: z.string().nullish(),
  is_organic: z.boolean().nullish(),
  custom_disclaimer_responses: z.array(Box).nullish(),
});
type MetaLead = z.infer<typeof MetaLead>;

/** Reads a lead of Graph. @throws ZodError for what is none */
export function leadOfMeta(read: unknown): PlatformLead {
  const lead = MetaLead.parse(read);
  const answers = (lead.field_data ?? []).map(({ name, values }) => ({ name, values: (values ?? []).map(String) }));
  return {
    leadId: lead.id,
    at: timeOf(lead.created_time),
    answers: keptAnswers(answers),
    boxes: (lead.custom_disclaimer_responses ?? []).map(({ checkbox_key: key, is_checked: checked }) => ({
      key,
      isTicked: isTicked(checked),
    })),
    origin: originOf(lead),
    isTest: isTest(answers),
  };
}

function originOf(lead: MetaLead): Record<string, string> {
  return saidOf({
    platform: lead.platform?.slice(0, 40),
    formId: lead.form_id ?? undefined,
    adId: lead.ad_id ?? undefined,
    adName: lead.ad_name?.slice(0, 200),
    adsetId: lead.adset_id ?? undefined,
    campaignId: lead.campaign_id ?? undefined,
    campaignName: lead.campaign_name?.slice(0, 200),
    organic: lead.is_organic === true ? 'true' : undefined,
  });
}

const isTicked = (checked: z.infer<typeof Box>['is_checked']): boolean =>
  checked === true || checked === 1 || /^(1|true|yes)$/i.test(String(checked));

/** Graph writes zones as +0000. @throws ZodError for no time */
const timeOf = (text: string): string => {
  const ms = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return z.iso.datetime().parse(Number.isNaN(ms) ? text : new Date(ms).toISOString());
};

/** The testing tool of Meta fills in these words; nothing else tells its leads from others. */
const isTest = (answers: readonly PlatformAnswer[]): boolean =>
  answers.some(({ values }) => values.some((value) => /^<test lead: dummy data for\b/i.test(value.trim())));
