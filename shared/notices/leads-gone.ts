import { maskingOf, type readMaskRules } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { type ClaimParts, filled } from '../mail/index.ts';
import type { MailId } from '../platform/ids.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelGuards, type OpenChannels } from './channels.ts';
import type { templates } from './generated/templates.ts';
import { planDigest } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { listedText } from './telegram-text.ts';

/** What a rep is told of leads that are not theirs any more: names and reasons, nothing to reach anybody by. */
interface LeadsGone {
  readonly correlationId: string;
  readonly owner: RepConfig | undefined;
  readonly quiet: Parameters<typeof whenHeard>[1]['quiet'];
  readonly channels: OpenChannels;
  /** How many there are; the first of them have rows. */
  readonly count: number;
  readonly rows: readonly { readonly leadName: string; readonly reason: string }[];
  readonly masks: Awaited<ReturnType<typeof readMaskRules>>;
}

interface Matter {
  readonly mailId: MailId;
  readonly request: { readonly kind: string; readonly leadId: string };
  readonly company: CompanyConfig;
  readonly facts: LeadsGone;
}

/** Returns how a mail of leads that are gone is decided upon and written, and told by other channels under a title. */
export function tellLeadsGone(
  template: typeof templates.takenNotice | typeof templates.releasedNotice,
  titled: (count: number) => Readonly<Record<Locale, string>>,
) {
  return {
    plan: ({ company, facts }: Matter, now: Date) =>
      whenHeard(planDigest(facts.owner, facts.count), { rep: facts.owner, quiet: facts.quiet, company }, now),
    compose({ facts: { owner, count, rows } }: Matter) {
      const values = {
        count: String(count),
        more: count > rows.length ? String(rows.length) : '',
        repName: cleanText(owner?.name ?? ''),
      };
      return { ...filled(template, values), lists: { leads: [...rows] }, locale: localeOf(owner), replyTo: null, reader: null };
    },
    // As the rows of its mail: of some pool is masked, all are.
    guards: (matter: Matter, _to: string, parts: ClaimParts) =>
      channelGuards({ ...matter, masking: maskingOf(null, matter.facts.masks) }, () => textOf(matter.facts), parts),
  };

  function textOf({ owner, count, rows }: LeadsGone): string {
    const locale = localeOf(owner);
    const lines = rows.map(({ leadName, reason }) => ({ what: reason, leadName, phone: '', leadUrl: '', title: '' }));
    return listedText(titled(count)[locale], lines, locale);
  }
}
