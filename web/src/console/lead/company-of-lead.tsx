import { Link } from 'wouter-preact';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { Facts } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './same-person.module.css';

/** The company of a lead, and others of it whom the reader may see. */
export function CompanyOfLead({ of }: { readonly of: NonNullable<LeadPageView['companyOfLead']> }) {
  const { lead: words } = useTexts();
  const { company, people } = of;
  return (
    <section class={styles.list} aria-label={words.company}>
      <h2>{words.company}</h2>
      <Facts
        facts={[
          [words.companyName, company.name],
          [words.taxCode, company.taxCode],
          [words.domains, company.domains.length === 0 ? null : company.domains.map((domain) => `@${domain}`).join(', ')],
          [words.companyOwner, company.owner?.name ?? company.owner?.repId ?? null],
        ]}
      />
      {people.length === 0 ? null : (
        <>
          <h3 id="company-people">{words.companyPeople}</h3>
          <ul aria-labelledby="company-people">
            {people.map(({ leadId, fullName, title, stage }) => (
              <li key={leadId}>
                <Link href={`/khach/${encodeURIComponent(leadId)}`}>{fullName ?? words.unnamed}</Link>
                <span>{[title, words.stages[stage]].filter((part) => part !== null && part !== '').join(' · ')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
