import { type Fields, withFieldsRead } from '../fields/index.ts';
import { mailKindOf } from '../identity/rules-mail-kind.ts';
import { fold, withoutContactDetails } from '../identity/text.ts';
import { joinAnswers, splitAnswers } from '../leads/answers.ts';
import type { FitLevel, Lead, Provenance } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { formIdOf } from '../platform/ids.ts';
import { resolveProvince } from '../regions/index.ts';
import type { Attributes } from './evidence.ts';
import { isOneOf, saysOneOf } from './rules-text.ts';
import type { FitCondition, FitRule, ScoringConfig } from './scoring-config.ts';

export const maxFit = 100;

/** Stands for a contact detail wherever rules look: they are not given what they may not ask for. */
const ifKnown = (detail: string | null): string | null => (detail === null ? null : 'known');
const contactFields: readonly string[] = ['fullName', 'email', 'phone'];

/** What fit rules may look at of a lead. `fields`: those that are declared, by which its answers are read. */
export function attributesOf(lead: Lead, fields: Fields): Attributes {
  const answers = Object.entries(withFieldsRead(lead.extra, fields)).map(
    ([name, value]) => [`answers.${name}`, withoutContactDetails(value)] as const,
  );
  return {
    ...Object.fromEntries(answers),
    title: lead.title,
    company: lead.company,
    product: joinAnswers(lead.products),
    province: lead.region.provinceCode,
    macroRegion: lead.region.macroRegion,
    mailKind: lead.email === null ? null : mailKindOf(lead.email),
    fullName: ifKnown(lead.fullName),
    email: ifKnown(lead.email),
    phone: lead.phone?.valid ? ifKnown(lead.phone.e164) : null,
    utmSource: lead.source.first.utm.source,
    utmCampaign: lead.source.first.utm.campaign,
    form: formIdOf(lead.source.first),
  };
}

/** What was known at a past moment: a field with a history had its last value before, any other has been what it is since the lead was made. */
export function attributesAt(lead: Lead, { fields, extra }: Provenance, at: string, declared: Fields): Attributes {
  if (lead.createdAt > at) return {};
  const then: Record<string, string | null | undefined> = { ...attributesOf(lead, declared) };
  for (const [field, values] of Object.entries(fields)) {
    const value = values?.find((one) => one.at <= at)?.value ?? null;
    if (field === 'email') then.mailKind = value === null ? null : mailKindOf(value);
    if (contactFields.includes(field)) then[field] = ifKnown(value);
    else if (field === 'province') {
      const province = value === null ? undefined : resolveProvince(value);
      then.province = province?.provinceCode;
      then.macroRegion = province?.macroRegion;
    } else if (field in then) then[field] = value;
  }
  for (const [name, values] of Object.entries(extra)) {
    const answer = values.find((one) => one.at <= at)?.value;
    const { [name]: read } = answer === undefined ? {} : withFieldsRead({ [name]: answer }, declared);
    then[`answers.${name}`] = read === undefined ? read : withoutContactDetails(read);
  }
  return then;
}

/** The same at any moment since the lead was made, in epoch seconds; equal as long as nothing changed, so that it need not be counted again. */
export function attributesThrough(lead: Lead, provenance: Provenance, declared: Fields): (at: number) => Attributes {
  const { fields, extra } = provenance;
  const changes = [...Object.values(fields), ...Object.values(extra)].flatMap((values) => values?.map(({ at }) => at) ?? []).sort();
  const known = new Map<number, Attributes>();
  return (at) => {
    const moment = new Date(Math.max(at * secondsMs, Date.parse(lead.createdAt))).toISOString();
    const passed = changes.filter((change) => change <= moment).length;
    const found = known.get(passed) ?? attributesAt(lead, provenance, moment, declared);
    known.set(passed, found);
    return found;
  };
}

/** The rules that hold for a person, in the order of the rule set. */
export function fittingRules(attributes: Attributes, rules: readonly FitRule[]): FitRule[] {
  return rules.filter(({ when }) => when.every((condition) => holds(condition, attributes)));
}

function fitPointsOf(attributes: Attributes, rules: readonly FitRule[]): number {
  return fittingRules(attributes, rules).reduce((points, rule) => points + rule.points, 0);
}

/** From 0 to 100. */
export function fitOf(attributes: Attributes, rules: readonly FitRule[]): number {
  return Math.min(maxFit, Math.max(0, fitPointsOf(attributes, rules)));
}

/** The level that other rules ask for. By the points as they add up, so that who fits badly is told from who is not known. */
export function fitLevelOf(attributes: Attributes, { fit, fitLevels }: Pick<ScoringConfig, 'fit' | 'fitLevels'>): FitLevel {
  const points = fitPointsOf(attributes, fit);
  return (['A', 'B', 'C'] as const).find((level) => points >= fitLevels[level]) ?? 'D';
}

function holds(condition: FitCondition, attributes: Attributes): boolean {
  const value = attributes[condition.field] ?? '';
  if (condition.known !== undefined) return (value !== '') === condition.known;
  if (value === '') return false;
  // One of several answers is enough.
  return splitAnswers(value).some((answer) =>
    condition.has ? saysOneOf(answer, condition.has) : isOneOf(fold(answer), condition.in ?? []),
  );
}
