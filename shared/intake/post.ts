import type { FormConfig } from '../capture/form-config.ts';
import { answeredForGood, type HeldOutcome, type Submission } from '../capture/index.ts';
import { companyKind } from '../company/company-config.ts';
import { fieldKind } from '../fields/field-config.ts';
import { type Fields, withFieldsRead } from '../fields/index.ts';
import { withoutPersonCodes } from '../firms/index.ts';
import { type Contact, contactOf } from '../identity/index.ts';
import { type Act, answersOf, type Change, type Lead, type LifecycleRules, type Locale, type MailboxWord } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { readAddressState } from '../mail/index.ts';
import { refText } from '../platform/ids.ts';
import { mailboxWordOf } from '../preferences/index.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { type Region, regionOfPost } from '../regions/index.ts';
import type { RuleSet as RoutingRuleSet } from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { type TerritoryConfig, territoryKind } from '../routing/territory-config.ts';
import { type RuleSet, ruleSetOf } from '../scoring/index.ts';
import { scoringKind } from '../scoring/scoring-config.ts';
import type { Answered } from '../tracking/index.ts';
import type { IntakeParts } from './parts.ts';
import { type Details, detailsOf } from './rules-record.ts';

/** A stored post whose counts are taken. */
export interface CountedSubmission {
  readonly submission: Submission;
  /** Null for what came by no form. */
  readonly form: FormConfig | null;
  readonly hasValidToken: boolean;
  /** What held it back, where it comes out of quarantine. */
  readonly held: HeldOutcome | null;
}

/** The post, understood. */
export interface Post extends CountedSubmission {
  readonly contact: Contact;
  readonly region: Region;
  readonly details: Details;
  /** Names of the questions whose answers go to the profile. */
  readonly profiled: ReadonlySet<string>;
  readonly territories: RoutingRuleSet<TerritoryConfig>;
  /** That the company declares, by which answers are read. */
  readonly fields: Fields;
  readonly pools: RoutingRuleSet<PoolConfig>;
  readonly locale: Locale;
  readonly scoring: RuleSet;
  readonly lifecycle: LifecycleRules;
  /** What the posted mailbox says itself of newsletters, where the post asks for them. */
  readonly mailboxWord: MailboxWord;
  readonly at: Date;
}

/** Normalises the post and reads the rules that it is judged by. */
export async function understand(
  came: CountedSubmission,
  at: Date,
  parts: Pick<IntakeParts, 'table' | 'config' | 'digests'>,
): Promise<Post> {
  const { submission } = came;
  const contact = contactOf(submission.fields);
  const [territories, pools, companies, scoring, products, fields, lifecycle, mailboxWord] = await Promise.all([
    parts.config.current(territoryKind),
    parts.config.current(poolKind),
    parts.config.current(companyKind),
    parts.config.current(scoringKind),
    parts.config.current(productKind),
    parts.config.current(fieldKind),
    lifecycleInForce(parts.config),
    readMailboxWord(submission, contact, parts),
  ]);
  const company = companies.documents.get('company');
  const said = detailsOf(submission);
  const profiled = new Set(came.form?.fields.flatMap(({ name, mapsTo }) => (mapsTo === undefined ? [] : [name])));
  // As rules compare them: people and pages write the same answer in many ways.
  const extra = withFieldsRead(withoutPersonCodes(ofRecord(said.extra, profiled)), fields.documents);
  // A page may call a product by any of its words; rules know it by its id.
  const details = { ...said, products: withIds(said.products, products.documents), extra };
  const region = regionOfPost(submission.fields, contact.phone, company?.macroRegions);
  const locale = company?.defaultLocale ?? 'vi';
  return {
    ...came,
    contact,
    region,
    details,
    profiled,
    territories,
    fields: fields.documents,
    pools,
    locale,
    scoring: ruleSetOf(scoring, companies, fields),
    lifecycle,
    mailboxWord,
    at,
  };
}

/** What the profile keeps is no answer of the record: rules of others would read it. */
function ofRecord(extra: Details['extra'], profiled: ReadonlySet<string>): Details['extra'] {
  return Object.fromEntries(Object.entries(extra).filter(([name]) => !profiled.has(name)));
}

/** A mailbox that has said so is not asked again, so no later act of it would bring its word to a record that ticks the box now. */
async function readMailboxWord(
  { consent }: Submission,
  { email }: Contact,
  { table, digests }: Pick<IntakeParts, 'table' | 'digests'>,
): Promise<MailboxWord> {
  if (email === null || !consent.some(({ purpose, granted }) => purpose === 'newsletter' && granted)) return {};
  return mailboxWordOf((await readAddressState(table, digests.address(email), { consistent: true })).choices);
}

/** Names the questions that a post answers and that its form need not ask again. By the post alone: what the record held before must not show on a device that named its owner. */
export function answersIn({ form, details, region, profiled, submission }: Post): Answered {
  if (!form) return [];
  const ofProfile = [...profiled].filter((name) => submission.fields[name] !== undefined);
  return answeredForGood(form, new Set([...answersOf({ ...details, region }), ...ofProfile]));
}

/** Returns who changes a lead by a post, when and why: the colleague who typed it in, or whoever posted it. */
export function actOf({ submission, at }: Post): Act {
  const id = refText(submission);
  const { enteredBy } = submission;
  const actor = enteredBy ? ({ kind: 'user', id: enteredBy.userId } as const) : ({ kind: 'submission', id } as const);
  return { at, actor, cause: { correlationId: id, causationId: id } };
}

/** Returns what links of a device tell of the lead, in the same transaction. */
export function changeOf(post: Post, { leadId, version }: Lead): Change {
  const { at, actor, cause } = actOf(post);
  return { leadId, leadVersion: version, at, actor, ...cause };
}
