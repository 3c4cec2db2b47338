import { useState } from 'preact/hooks';
import { Link } from 'wouter-preact';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { useApp } from '../app/index.ts';
import { Button } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import type { Candidate } from './merge-fields.ts';
import { MergeSheet } from './merge-sheet.tsx';
import styles from './same-person.module.css';
import { momentInWords } from './when.ts';

type SamePerson = NonNullable<LeadPageView['samePerson']>;

interface SamePersonProps {
  readonly lead: LeadPageView;
  readonly again: () => Promise<void>;
}

/** Who else may be this person, and why: each is opened, or compared and decided about. Nothing where there is nobody. */
export function Candidates({ lead, again }: SamePersonProps) {
  const { lead: words } = useTexts();
  const [compared, setCompared] = useState<Candidate | null>(null);
  const candidates = lead.samePerson?.candidates ?? [];
  if (candidates.length === 0) return null;
  return (
    <section class={styles.same} aria-label={words.samePerson}>
      <h2>{words.samePerson}</h2>
      <ul>
        {candidates.map((candidate) => {
          const { leadId, fullName, provinceName, stage } = candidate.other;
          const name = fullName ?? words.unnamed;
          return (
            <li key={leadId}>
              <p>
                <Link href={`/khach/${encodeURIComponent(leadId)}`}>{name}</Link>
                <span class={styles.about}>{[provinceName, words.stages[stage]].filter((part) => part !== null).join(' · ')}</span>
                <span class={styles.about}>{words.sameReasons[candidate.reason ?? 'unknown']}</span>
              </p>
              <Button kind="plain" opensSheet onClick={() => setCompared(candidate)}>
                {words.compare}
              </Button>
            </li>
          );
        })}
      </ul>
      {compared === null ? null : <MergeSheet lead={lead} candidate={compared} again={again} onClose={() => setCompared(null)} />}
    </section>
  );
}

/** Records that are part of this one, as they were called before. */
export function Members({ members }: { readonly members: SamePerson['members'] }) {
  const { me, language, nowMs } = useApp();
  const { lead: words } = useTexts();
  if (members.length === 0) return null;
  return (
    <section class={styles.list} aria-label={words.members}>
      <h2>{words.members}</h2>
      <ul>
        {members.map(({ leadId, fullName, createdAt }) => (
          <li key={leadId}>
            <strong>{fullName ?? words.unnamed}</strong>
            <span>{words.knownSince(momentInWords(new Date(createdAt), new Date(nowMs()), me.zone, language))}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
