import { z } from 'zod';
import { keptAnswers, type PlatformAnswer, PlatformId, type PlatformLead, saidOf } from '../platform-lead.ts';
import { parseExactly, readExactly } from '../rules-exact-json.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()]))]).nullish();

const Entry = z.object({
  id: PlatformId,
  page_id: PlatformId.nullish(),
  create_time: z.number().int().nonnegative().nullish(),
  campaign_id: PlatformId.nullish(),
  adgroup_id: PlatformId.nullish(),
  ad_id: PlatformId.nullish(),
  changes: z.array(z.object({ field: z.string(), value })).nullish(),
});
const Delivery = z.object({
  object: z.union([z.literal(1), z.literal('1'), z.literal('LEAD')]),
  time: z.number().nullish(),
  entry: z.array(z.unknown()),
});

/** TikTok packs a few; whoever sends more is not it. */
const mostEntries = 100;

/**
 * Reads the leads that a delivery tells of; null for what is no delivery. What it says of a person is no more than what somebody says who
 * knows the address: the lead is asked for by its id.
 */
export function readTikTokDelivery(body: Uint8Array, receivedAt: Date): PlatformLead[] | null {
  const delivery = Delivery.safeParse(readExactly(body)).data;
  if (!delivery || delivery.entry.length > mostEntries) return null;
  const leads = delivery.entry.flatMap((one) => {
    const entry = Entry.safeParse(one).data;
    return entry ? [leadOfEntry(entry, receivedAt)] : [];
  });
  return [...new Map(leads.map((lead) => [lead.leadId, lead])).values()];
}

function leadOfEntry(entry: z.infer<typeof Entry>, receivedAt: Date): PlatformLead {
  const at = entry.create_time ? new Date(entry.create_time * 1_000) : receivedAt;
  const answers = (entry.changes ?? []).map(({ field, value }) => ({ name: field, values: textsOf(value) }));
  return {
    leadId: entry.id,
    at: (Number.isNaN(at.getTime()) ? receivedAt : at).toISOString(),
    answers: keptAnswers(answers),
    boxes: [],
    origin: saidOf({
      pageId: entry.page_id ?? undefined,
      campaignId: entry.campaign_id ?? undefined,
      adgroupId: entry.adgroup_id ?? undefined,
      adId: entry.ad_id ?? undefined,
    }),
    isTest: isTest(answers),
  };
}

/** An error has data as well, of no shape. */
const Answer = z.object({ code: z.number(), data: z.unknown() });
const Got = z.object({
  lead_data: z.record(z.string(), value),
  meta_data: z.object({
    lead_id: PlatformId,
    page_id: PlatformId.nullish(),
    page_name: z.string().nullish(),
    create_time: z.string(),
    campaign_id: PlatformId.nullish(),
    campaign_name: z.string().nullish(),
    adgroup_id: PlatformId.nullish(),
    ad_id: PlatformId.nullish(),
    ad_name: z.string().nullish(),
    lead_source: z.string().nullish(),
  }),
});

/** What TikTok answers for a lead: it, or the code of why not. */
export type TikTokAnswer = { readonly lead: PlatformLead } | { readonly code: number };

/** Reads an answer of `lead/get`; errors come with the status 200, too. @throws ZodError for what is no answer */
export function readTikTokAnswer(body: string): TikTokAnswer {
  const { code, data } = Answer.parse(parseExactly(body));
  if (code !== 0) return { code };
  const { lead_data: said, meta_data: meta } = Got.parse(data);
  const answers = Object.entries(said).map(([name, value]) => ({ name, values: textsOf(value) }));
  return {
    lead: {
      leadId: meta.lead_id,
      at: z.iso.datetime().parse(timeOf(meta.create_time)),
      answers: keptAnswers(answers),
      boxes: [],
      origin: saidOf({
        pageId: meta.page_id ?? undefined,
        pageName: meta.page_name?.slice(0, 200),
        campaignId: meta.campaign_id ?? undefined,
        campaignName: meta.campaign_name?.slice(0, 200),
        adgroupId: meta.adgroup_id ?? undefined,
        adId: meta.ad_id ?? undefined,
        adName: meta.ad_name?.slice(0, 200),
        leadSource: meta.lead_source?.slice(0, 40),
      }),
      isTest: isTest(answers),
    },
  };
}

/** TikTok writes times of UTC without saying so: 2024-05-17 09:03:12. */
const timeOf = (text: string): string => {
  const ms = Date.parse(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString();
};

function textsOf(said: z.infer<typeof value>): string[] {
  if (said === null || said === undefined) return [];
  return (Array.isArray(said) ? said : [said]).map(String);
}

/** The preview of a form in TikTok's ads manager sends these. */
const isTest = (answers: readonly PlatformAnswer[]): boolean =>
  answers.some(({ values }) => values.some((text) => /^<?test lead\b|^dummy[ _]data\b/i.test(text.trim())));
