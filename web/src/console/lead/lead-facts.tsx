import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { productNames, useApp } from '../app/index.ts';
import { Button, Facts as FactList } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './lead.module.css';
import { readable } from './phone.ts';

/** What the record says, what is not known left out. */
export function Facts({ lead, onConsent }: { readonly lead: LeadPageView; readonly onConsent: (() => void) | null }) {
  const { me, language } = useApp();
  const { lead: words } = useTexts();
  const text = (...parts: readonly (string | null | undefined)[]): string | null => {
    const known = parts.filter((part): part is string => typeof part === 'string' && part !== '');
    return known.length === 0 ? null : known.join(' · ');
  };
  const { utm, channel, sourceId } = lead.source;
  // Whoever reads this knows forms by what they are called, and lists and colleagues not by their ids.
  const cameBy = lead.sourceName?.[language] ?? (channel === 'manual' || channel === 'import' ? null : sourceId);
  const contact = lead.consent.contact;
  return (
    <section class={styles.facts} aria-label={words.facts}>
      <h2>{words.facts}</h2>
      <FactList
        facts={[
          [words.otherNames, text(...lead.otherNames)],
          [words.email, text(lead.email ?? lead.emailTyped, ...lead.emails)],
          [words.otherPhones, text(...lead.extraPhones.map(readable))],
          [words.company, text(lead.company)],
          [words.jobTitle, text(lead.title)],
          [words.province, text(lead.region.provinceName ?? lead.region.raw)],
          [words.products, text(...productNames(lead.products, me.products, language))],
          ...lead.fields.map(({ labels, text: value }) => [labels[language], text(value[language])] as const),
          [words.owner, text(lead.owner?.name ?? lead.owner?.repId)],
          [words.source, text(utm.source ?? cameBy, utm.campaign, words.channels[channel])],
          [words.consent, contact === undefined ? null : contact.granted ? words.agreed : words.refused],
        ]}
      />
      {onConsent === null ? null : (
        <Button kind="link" opensSheet onClick={onConsent}>
          {words.openConsent}
        </Button>
      )}
    </section>
  );
}
